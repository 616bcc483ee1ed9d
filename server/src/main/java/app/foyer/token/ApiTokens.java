package app.foyer.token;

import app.foyer.account.AccountId;
import app.foyer.audit.Actor;
import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.audit.Target;
import app.foyer.database.Ids;
import app.foyer.database.Secrets;
import app.foyer.organization.OrganizationId;
import app.foyer.people.BearerTokens;
import app.foyer.people.Caller;
import app.foyer.people.MemberGone;
import app.foyer.people.NoticeKind;
import app.foyer.people.Notices;
import app.foyer.people.Notices.Matter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// API tokens and the operator's token: who shows them, and how they come to be.
@Component
public class ApiTokens implements BearerTokens {
    private static final String PREFIX = "foyer_";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    /// 43 of 62 letters are 256 bits.
    private static final int LENGTH = 43;

    private static final Duration NOTED_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TokenStore store;
    private final AuditLog audit;
    private final TokenPace pace;
    private final Notices notices;
    private final byte @Nullable [] operator;

    ApiTokens(TokenStore store, AuditLog audit, TokenPace pace, Notices notices, TokenSettings settings) {
        this.store = store;
        this.audit = audit;
        this.pace = pace;
        this.notices = notices;
        var token = settings.operatorToken();
        this.operator = token == null || token.isBlank() ? null : Secrets.sha256(token);
    }

    @Override
    public Optional<Shown> callerOf(String secret, @Nullable String from, Instant now) {
        var hash = Secrets.sha256(secret.getBytes(StandardCharsets.UTF_8));
        if (operator != null && Secrets.same(operator, hash)) {
            return Optional.of(new Shown(new Caller.Operator(from), null));
        }
        return secret.startsWith(PREFIX) ? store.good(hash, from, now).map(good -> noted(good, now)) : Optional.empty();
    }

    private Shown noted(TokenStore.Good good, Instant now) {
        var allowance = pace.count(good.token().id(), now);
        var last = good.lastUsedAt();
        if (last == null || last.plus(NOTED_AGAIN_AFTER).isBefore(now)) {
            store.used(good.token(), now);
        }
        return new Shown(good.token(), allowance);
    }

    /// A new secret, to be shown once.
    public static String newSecret() {
        return PREFIX
                + RANDOM.ints(LENGTH, 0, LETTERS.length())
                        .mapToObj(i -> LETTERS.substring(i, i + 1))
                        .collect(Collectors.joining());
    }

    /// Whether a text has the form of a token: the prefix and at least 32 letters or digits.
    public static boolean isWellFormed(String secret) {
        return secret.matches("foyer_[A-Za-z0-9]{32,}");
    }

    /// Whoever is out has no tokens here any more.
    @EventListener
    void on(MemberGone gone) {
        var revoked = store.revokeAll(gone.organization(), gone.account(), gone.at()).stream()
                .map(token -> new AuditEvent("token.revoked", gone.actor(), token))
                .toList();
        if (!revoked.isEmpty()) {
            audit.write(gone.organization().value(), revoked, gone.at());
            tell(gone, revoked);
        }
    }

    private void tell(MemberGone gone, List<AuditEvent> revoked) {
        var names =
                revoked.stream().map(event -> event.target().name()).sorted().collect(Collectors.joining(", "));
        var matter = new Matter(
                gone.account().value(),
                names,
                gone.actor().name(),
                Set.of(gone.by().value()));
        notices.tellAdmins(gone.organization(), NoticeKind.TOKEN_REVOKED, List.of(matter), gone.at());
    }

    /// Puts a token of scope `admin` in force.
    @Transactional
    public void add(
            OrganizationId organization, String name, AccountId maker, String secret, Actor actor, Instant now) {
        var id = Ids.next(now);
        store.insert(organization, id, name, maker, Secrets.sha256(secret), now);
        var target = new Target("token", id, name);
        audit.write(
                organization.value(), new AuditEvent("token.created", actor, target, Map.of("scope", "admin")), now);
        var matter = new Matter(id, name, actor.name(), Set.of(maker.value()));
        notices.tellAdmins(organization, NoticeKind.TOKEN_CREATED, List.of(matter), now);
    }
}
