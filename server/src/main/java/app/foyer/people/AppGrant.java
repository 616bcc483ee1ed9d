package app.foyer.people;

import app.foyer.organization.ApplicationId;

/// An App role on one application, held by a guest or promised by an invitation.
public record AppGrant(Granted application, AppRole appRole) {

    /// The application, as a list shows it.
    public record Granted(ApplicationId id, String slug, String name) {}
}
