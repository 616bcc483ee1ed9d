package app.foyer.token;

import app.foyer.account.AccountId;
import app.foyer.audit.Actor;
import app.foyer.audit.Target;
import app.foyer.organization.OrganizationId;
import app.foyer.people.NoticeKind;
import app.foyer.people.Notices;
import app.foyer.people.Notices.Matter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Tells all admins of tokens made and revoked, but nobody of what they have done themselves.
@Component
class TokenNotices {
    private final Notices notices;

    TokenNotices(Notices notices) {
        this.notices = notices;
    }

    /// @param by whose doing it is, if it is a person's
    void created(OrganizationId organization, ApiToken token, Actor actor, Optional<AccountId> by, Instant now) {
        tell(NoticeKind.TOKEN_CREATED, organization, token.id(), token.name(), actor, by, now);
    }

    /// @param subject the token that was to be revoked, or the account whose tokens were
    void revoked(
            OrganizationId organization,
            UUID subject,
            List<Target> revoked,
            Actor actor,
            Optional<AccountId> by,
            Instant now) {
        var names = revoked.stream().map(Target::name).sorted().collect(Collectors.joining(", "));
        tell(NoticeKind.TOKEN_REVOKED, organization, subject, names, actor, by, now);
    }

    private void tell(
            NoticeKind kind,
            OrganizationId organization,
            UUID subject,
            String about,
            Actor actor,
            Optional<AccountId> by,
            Instant now) {
        var except = by.map(AccountId::value).map(Set::of).orElse(Set.of());
        notices.tellAdmins(organization, kind, List.of(new Matter(subject, about, actor.name(), except)), now);
    }
}
