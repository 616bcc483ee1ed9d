package app.foyer.home;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// The caller may not found organizations here.
final class FoundingRefused extends Problem {
    private final String detail;

    private FoundingRefused(String detail) {
        super(Kind.FORBIDDEN, "forbidden");
        this.detail = detail;
    }

    /// This Foyer leaves it to its operator.
    static FoundingRefused byTheOperatorOnly() {
        return new FoundingRefused("forbidden.founding");
    }

    /// People found, signed in; programs with an API token don't.
    static FoundingRefused inPersonOnly() {
        return new FoundingRefused("forbidden.founding-by-token");
    }

    @Override
    public String detailKey() {
        return detail;
    }
}
