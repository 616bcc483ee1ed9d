package app.foyer.people;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// An organization always has at least one admin whose access doesn't end.
public final class LastAdmin extends Problem {
    LastAdmin() {
        super(Kind.CONFLICT, "last-admin");
    }
}
