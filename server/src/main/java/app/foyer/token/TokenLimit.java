package app.foyer.token;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;

/// The organization has as many API tokens in force as it may have.
final class TokenLimit extends Problem {
    TokenLimit(int limit) {
        super(Kind.CONFLICT, "token-limit", limit);
    }
}
