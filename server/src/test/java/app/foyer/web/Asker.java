package app.foyer.web;

/// Everybody who may stand before the API with a token, or without.
enum Asker {
    NOBODY,
    GARBLED,
    EXPIRED,
    REVOKED,
    READ,
    INVITE,
    ADMIN,
    OTHERS_ADMIN,
    OPERATOR;

    /// Whether a request of this one is anybody's at all.
    boolean isKnown() {
        return compareTo(READ) >= 0;
    }
}
