package app.foyer.invitation;

import java.util.Optional;

/// Which invitations of an organization to list.
///
/// @param q a piece of the address; blank for all
record InvitationSearch(String q, Optional<InvitationStatus> status, Optional<DeliveryFilter> delivery) {
    /// The list in its cursors.
    static final String LIST = "invitations";

    static InvitationSearch all() {
        return new InvitationSearch("", Optional.empty(), Optional.empty());
    }

    boolean isOfAnyState() {
        return status.isEmpty() && delivery.isEmpty();
    }

    /// Whether none is left out.
    boolean isAll() {
        return equals(all());
    }
}
