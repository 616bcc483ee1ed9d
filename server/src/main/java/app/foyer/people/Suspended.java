package app.foyer.people;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// The organization is suspended: nobody gets in until the operator resumes it.
public final class Suspended extends Problem {
    public Suspended() {
        super(Kind.FORBIDDEN, "suspended");
    }
}
