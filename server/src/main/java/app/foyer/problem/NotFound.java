package app.foyer.problem;

/// Nothing is here for this caller: it doesn't exist, or belongs to somebody else, and the answer doesn't say which.
public final class NotFound extends Problem {
    public NotFound() {
        super(Kind.NOT_FOUND, "not-found");
    }
}
