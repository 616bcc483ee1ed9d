package app.foyer.organization;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// Somebody has or is promised an App role on the application, so it can be archived, but not deleted.
public final class ApplicationInUse extends Problem {
    public ApplicationInUse(Application application) {
        super(Kind.CONFLICT, "conflict", application.name());
    }

    @Override
    public String detailKey() {
        return "conflict.application-in-use";
    }
}
