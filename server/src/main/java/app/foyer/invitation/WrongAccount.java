package app.foyer.invitation;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// The signed-in account hasn't the invited address. Which account joins is up to who invites.
final class WrongAccount extends Problem {
    WrongAccount() {
        super(Kind.CONFLICT, "conflict");
    }

    @Override
    public String detailKey() {
        return "conflict.wrong-account";
    }
}
