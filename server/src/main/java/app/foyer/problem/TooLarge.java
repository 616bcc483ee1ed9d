package app.foyer.problem;

/// The request's body is larger than anything Foyer reads.
public final class TooLarge extends Problem {
    public TooLarge() {
        super(Kind.TOO_LARGE, "too-large");
    }
}
