package app.foyer.access;

import app.foyer.database.Cursor;
import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import java.util.Optional;
import java.util.UUID;

/// Where a page of those with access begins: in which of the three ranks (admins, members, guests), after whom.
record HolderPlace(int rank, String name, UUID id) {
    /// The list in its cursors.
    static final String LIST = "holders";

    private static final UUID NOBODY = new UUID(0, 0);

    static final HolderPlace FIRST = new HolderPlace(0, "", NOBODY);

    static HolderPlace after(Optional<Cursor> cursor) {
        return cursor.map(c -> {
                    if (!c.key().matches("(?s)[123].*")) {
                        throw new Invalid(Flaw.ofParameter("cursor", "flaw.cursor"));
                    }
                    return new HolderPlace(c.key().charAt(0) - '0', c.key().substring(1), c.id());
                })
                .orElse(FIRST);
    }

    static Cursor cursor(int rank, String name, UUID id) {
        return new Cursor(LIST, rank + name, id);
    }

    boolean isPast(int other) {
        return rank > other;
    }

    String name(int of) {
        return rank == of ? name : "";
    }

    UUID id(int of) {
        return rank == of ? id : NOBODY;
    }
}
