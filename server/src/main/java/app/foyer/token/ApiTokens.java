package app.foyer.token;

import app.foyer.account.AccountId;
import app.foyer.audit.Actor;
import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.database.Cursor;
import app.foyer.database.Secrets;
import app.foyer.organization.OrganizationId;
import app.foyer.organization.Organizations;
import app.foyer.people.Acting;
import app.foyer.people.Caller;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import app.foyer.people.Permission;
import app.foyer.people.TokenScope;
import app.foyer.problem.Conflict;
import app.foyer.problem.Forbidden;
import app.foyer.problem.NotFound;
import app.foyer.problem.Unauthenticated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What admins do with API tokens. Those of one organization are made and revoked one after the other, so that none
/// slips past the limit, or past the end of the token that it is made with.
@Component
public class ApiTokens {
    /// The list in its cursors.
    static final String LIST = "tokens";

    /// Beyond so many rows a list no longer counts.
    private static final int COUNTED = 1000;

    private final TokenStore store;
    private final Organizations organizations;
    private final People people;
    private final AuditLog audit;
    private final TokenNotices notices;
    private final int limit;

    ApiTokens(
            TokenStore store,
            Organizations organizations,
            People people,
            AuditLog audit,
            TokenNotices notices,
            TokenSettings settings) {
        this.store = store;
        this.organizations = organizations;
        this.people = people;
        this.audit = audit;
        this.notices = notices;
        this.limit = settings.limits().tokensPerOrganization();
    }

    Cursor.Slice<ApiToken> page(Acting acting, Optional<Cursor> after, int limit, Instant now) {
        acting.require(Permission.SEE_TOKENS);
        return Cursor.slice(store.page(acting.organization().id(), after, limit + 1, now), limit);
    }

    /// How many there are, if at most [#COUNTED].
    Optional<Integer> count(Acting acting) {
        acting.require(Permission.SEE_TOKENS);
        return Optional.of(store.count(acting.organization().id(), COUNTED + 1)).filter(n -> n <= COUNTED);
    }

    ApiToken get(Acting acting, UUID id, Instant now) {
        acting.require(Permission.SEE_TOKENS);
        return store.find(acting.organization().id(), id, now).orElseThrow(NotFound::new);
    }

    /// The names of the tokens that are revoked with this one, since they were made with it.
    List<String> madeWith(Acting acting, UUID id) {
        acting.require(Permission.SEE_TOKENS);
        return store.madeWith(acting.organization().id(), id);
    }

    /// A token that has just been made, and its secret, which nobody sees again.
    record Created(ApiToken token, String secret) {
        @Override
        public String toString() {
            return "Created[" + token + "]";
        }
    }

    /// @throws TokenLimit when the organization has as many in force as it may
    @Transactional
    public Created create(Acting acting, NewToken wish, Instant now) {
        acting.require(Permission.MANAGE_TOKENS);
        var organization = hold(acting, now);
        var with = acting.caller() instanceof Caller.Token token
                ? store.find(organization, token.id(), now).orElseThrow(Unauthenticated::new)
                : null;
        var allowed = with == null ? wish : wish.within(with);
        if (limit > 0 && store.countUnexpired(organization, now) >= limit) {
            throw new TokenLimit(limit);
        }
        var secret = TokenSecret.next();
        var maker = acting.member().account();
        var token = insert(organization, allowed, maker, with == null ? null : with.id(), secret, acting.actor(), now);
        notices.created(organization, token, acting.actor(), acting.inPerson(), now);
        return new Created(token, secret);
    }

    // Whoever is on their way out makes no token any more, nor does a token that is being revoked.
    private OrganizationId hold(Acting acting, Instant now) {
        var organization = organizations.lock(acting.organization().id()).id();
        var account = acting.member().account();
        people.hold(organization, account, now);
        var stillAdmin = people.find(organization, account)
                .filter(member -> member.orgRole() == OrgRole.ADMIN && member.hasAccess(now));
        if (stillAdmin.isEmpty()) {
            throw new Forbidden();
        }
        return organization;
    }

    private ApiToken insert(
            OrganizationId organization,
            NewToken wish,
            AccountId maker,
            @Nullable UUID with,
            String secret,
            Actor actor,
            Instant now) {
        if (!store.insert(organization, wish, maker, with, Secrets.sha256(secret), now)) {
            throw new Conflict("conflict.token-made");
        }
        var token = store.find(organization, wish.id(), now).orElseThrow();
        audit.write(organization.value(), new AuditEvent("token.created", actor, token.target(), token.details()), now);
        return token;
    }

    /// Revokes a token, and those that were made with it.
    @Transactional
    public void revoke(Acting acting, UUID id, Instant now) {
        acting.require(Permission.MANAGE_TOKENS);
        var organization = hold(acting, now);
        var revoked = store.revoke(organization, id, now);
        if (revoked.isEmpty()) {
            throw new NotFound();
        }
        var events = revoked.stream()
                .map(token -> new AuditEvent("token.revoked", acting.actor(), token))
                .toList();
        audit.write(organization.value(), events, now);
        notices.revoked(organization, id, revoked, acting.actor(), acting.inPerson(), now);
    }

    /// Puts a token of scope `admin` in force whose secret the settings or the operator's request brought about.
    @Transactional
    public void add(
            OrganizationId organization, String name, AccountId maker, String secret, Actor actor, Instant now) {
        var wish = NewToken.of(name, TokenScope.ADMIN, now);
        var token = insert(organization, wish, maker, null, secret, actor, now);
        notices.created(organization, token, actor, Optional.of(maker), now);
    }
}
