package app.foyer.problem;

/// Somebody else has changed it since it was read.
public final class PreconditionFailed extends Problem {
    PreconditionFailed() {
        super(Kind.PRECONDITION_FAILED, "precondition-failed");
    }
}
