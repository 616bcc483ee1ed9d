package app.foyer.invitation;

import app.foyer.people.GrantRow;
import app.foyer.people.OrgRole;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An invitation as the admins' pages show it.
///
/// @param path where it is edited, resent and canceled
record InvitationRow(
        UUID id,
        String path,
        String email,
        OrgRole orgRole,
        List<GrantRow> appGrants,
        @Nullable Instant accessEndsAt,
        InvitationStatus status,
        boolean declined,
        Delivery delivery,
        @Nullable Instant sentAt,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant canceledAt,
        String invitedByName,
        boolean inviterLost,
        boolean resendable,
        boolean cancelable,
        boolean editable) {

    /// @param list the path of the list that it stands in
    static InvitationRow of(Invitation i, String list, Instant now) {
        var canceled = i.state() instanceof InvitationState.Canceled c ? c : null;
        return new InvitationRow(
                i.id().value(),
                list + "/" + i.id().value(),
                i.email().typed(),
                i.orgRole(),
                GrantRow.of(i.appGrants(), now),
                i.access().endsAt(),
                i.status(now),
                canceled != null && canceled.declined(),
                i.delivery(),
                i.sentAt(),
                i.createdAt(),
                i.expiresAt(),
                i.state() instanceof InvitationState.Accepted(var at) ? at : null,
                canceled == null ? null : canceled.at(),
                i.invitedBy().name(),
                !i.sponsored() && i.status(now) == InvitationStatus.PENDING,
                i.resendable(now),
                i.cancelable(now),
                i.cancelable(now));
    }
}
