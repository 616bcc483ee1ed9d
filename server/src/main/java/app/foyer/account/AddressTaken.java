package app.foyer.account;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// Somebody has an account with this address already.
public final class AddressTaken extends Problem {
    AddressTaken() {
        super(Kind.CONFLICT, "conflict");
    }
}
