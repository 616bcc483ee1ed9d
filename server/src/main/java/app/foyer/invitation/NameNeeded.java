package app.foyer.invitation;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// Whoever comes in for the first time tells their name.
final class NameNeeded extends Problem {
    NameNeeded() {
        super(Kind.UNPROCESSABLE, "validation");
    }
}
