package app.foyer.invitation;

/// What has become of an invitation, as people and programs see it.
public enum InvitationStatus {
    PENDING,
    ACCEPTED,
    CANCELED,
    EXPIRED
}
