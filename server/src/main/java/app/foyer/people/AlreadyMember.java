package app.foyer.people;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// The account already has its place in the organization.
public final class AlreadyMember extends Problem {
    public AlreadyMember() {
        super(Kind.CONFLICT, "conflict");
    }

    @Override
    public String detailKey() {
        return "conflict.already-member";
    }
}
