package app.foyer.invitation;

import app.foyer.people.AccountView;
import app.foyer.people.AppGrant;
import app.foyer.people.OrgRole;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An invitation as the API answers it.
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Invitation")
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
    @Schema(
            name = "InviteOutcome",
            oneOf = {
                Result.Invited.class,
                Result.AlreadyInvited.class,
                Result.AlreadyMember.class,
                Result.Suppressed.class
            },
            discriminatorProperty = "outcome",
            discriminatorMapping = {
                @DiscriminatorMapping(value = "INVITED", schema = Result.Invited.class),
                @DiscriminatorMapping(value = "ALREADY_INVITED", schema = Result.AlreadyInvited.class),
                @DiscriminatorMapping(value = "ALREADY_MEMBER", schema = Result.AlreadyMember.class),
                @DiscriminatorMapping(value = "SUPPRESSED", schema = Result.Suppressed.class)
            })
    sealed interface Result {
        record Invited(String email, String outcome, InvitationView invitation) implements Result {}

        record AlreadyInvited(String email, String outcome, Reference invitation) implements Result {}

        record AlreadyMember(String email, String outcome, Reference member) implements Result {}

        record Suppressed(String email, String outcome, String reason) implements Result {}
    }

    record Reference(UUID id) {}

    static Result result(Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Invited(var invitation) -> new Result.Invited(outcome.email(), "INVITED", of(invitation, now));
            case Outcome.AlreadyInvited(var email, var invitation) ->
                new Result.AlreadyInvited(email, "ALREADY_INVITED", new Reference(invitation.value()));
            case Outcome.AlreadyMember(var email, var member) ->
                new Result.AlreadyMember(email, "ALREADY_MEMBER", new Reference(member.value()));
            case Outcome.Suppressed(var email, var reason) -> new Result.Suppressed(email, "SUPPRESSED", reason);
        };
    }
}
