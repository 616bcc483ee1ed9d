package app.foyer.people;

/// What somebody is in an organization.
public enum OrgRole {
    ADMIN,
    MEMBER,
    GUEST
}
