package app.foyer.invitation;

import app.foyer.people.AccountView;
import app.foyer.people.AppGrant;
import app.foyer.people.MemberId;
import app.foyer.people.OrgRole;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An invitation as the API answers it.
@JsonInclude(JsonInclude.Include.ALWAYS)
record InvitationView(
        InvitationId id,
        String email,
        OrgRole orgRole,
        List<AppGrant> appGrants,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant accessEndsAt,
        InvitationStatus status,
        Delivery delivery,
        AccountView invitedBy,
        Instant createdAt,
        @Nullable Instant sentAt,
        Instant expiresAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant canceledAt,
        boolean resendable,
        boolean cancelable,
        String locale) {

    static InvitationView of(Invitation i, Instant now) {
        return new InvitationView(
                i.id(),
                i.email().typed(),
                i.orgRole(),
                i.appGrants(),
                i.access().endsAt(),
                i.status(now),
                i.delivery(),
                new AccountView(
                        i.invitedBy().id(), i.invitedBy().name(), i.invitedBy().email()),
                i.createdAt(),
                i.sentAt(),
                i.expiresAt(),
                i.state() instanceof InvitationState.Accepted(var at) ? at : null,
                i.state() instanceof InvitationState.Canceled canceled ? canceled.at() : null,
                i.resendable(now),
                i.cancelable(now),
                i.locale());
    }

    /// What became of one address, with what there is to tell.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            String email,
            String outcome,
            @Nullable Object invitation,
            @Nullable Reference<MemberId> member,
            @Nullable String reason) {}

    record Reference<T>(T id) {}

    static Result result(Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Invited(var invitation) ->
                new Result(outcome.email(), "INVITED", of(invitation, now), null, null);
            case Outcome.AlreadyInvited already ->
                new Result(already.email(), "ALREADY_INVITED", new Reference<>(already.invitation()), null, null);
            case Outcome.AlreadyMember already ->
                new Result(already.email(), "ALREADY_MEMBER", null, new Reference<>(already.member()), null);
            case Outcome.Suppressed(var email, var reason) -> new Result(email, "SUPPRESSED", null, null, reason);
        };
    }
}
