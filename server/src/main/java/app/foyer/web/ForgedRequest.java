package app.foyer.web;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// A write that did not come from a page of Foyer, as far as can be told.
final class ForgedRequest extends Problem {
    ForgedRequest() {
        super(Kind.FORBIDDEN, "forbidden");
    }

    @Override
    public String detailKey() {
        return "forbidden.csrf";
    }
}
