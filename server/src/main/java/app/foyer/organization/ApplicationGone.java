package app.foyer.organization;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;
import org.springframework.dao.DataIntegrityViolationException;

/// An application was deleted in the very moment in which somebody was to get access to it.
public final class ApplicationGone extends Problem {
    public ApplicationGone() {
        super(Kind.CONFLICT, "conflict");
    }

    /// Runs the statement that stores grants, and tells what it means when their application is not there any more.
    public static void when(Runnable grants) {
        try {
            grants.run();
        } catch (DataIntegrityViolationException noSuchApplication) {
            throw new ApplicationGone();
        }
    }

    @Override
    public String detailKey() {
        return "conflict.application-gone";
    }
}
