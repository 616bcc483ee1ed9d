package app.foyer.people;

import app.foyer.problem.Kind;
import app.foyer.problem.Problem;
import java.util.List;

/// An organization always has at least one admin whose access doesn't end.
public final class LastAdmin extends Problem {
    private final boolean named;

    LastAdmin() {
        super(Kind.CONFLICT, "last-admin");
        this.named = false;
    }

    /// @param organizations the names of those that would have no admin left
    LastAdmin(List<String> organizations) {
        super(Kind.CONFLICT, "last-admin", String.join(", ", organizations));
        this.named = true;
    }

    @Override
    public String detailKey() {
        return named ? "last-admin.of" : super.detailKey();
    }
}
