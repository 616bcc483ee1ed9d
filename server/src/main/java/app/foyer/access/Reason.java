package app.foyer.access;

/// Why somebody has access to an application.
public enum Reason {
    ORG_ROLE,
    GRANT
}
