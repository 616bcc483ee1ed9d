package app.foyer.invitation;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// The invited address has an account, and a link never signs anybody in to one.
final class SignInFirst extends Problem {
    SignInFirst() {
        super(Kind.CONFLICT, "conflict");
    }

    @Override
    public String detailKey() {
        return "conflict.sign-in-first";
    }
}
