package app.foyer.people;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// The plan's seats are all taken by members and open invitations.
public final class SeatLimit extends Problem {
    public SeatLimit(int seats) {
        super(Kind.CONFLICT, "seat-limit", seats);
    }
}
