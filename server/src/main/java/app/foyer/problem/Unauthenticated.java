package app.foyer.problem;

/// Nobody is signed in, or the token shown is not good (any more).
public final class Unauthenticated extends Problem {
    public Unauthenticated() {
        super(Kind.UNAUTHENTICATED, "unauthenticated");
    }
}
