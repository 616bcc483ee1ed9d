package app.foyer.database;

import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which page of a list is asked for.
///
/// @param limit how many rows, 1 to 200
public record Paging(int limit, Optional<Cursor> after) {
    private static final int DEFAULT = 50;
    private static final int MOST = 200;

    /// Reads the query parameters `limit` and `cursor`.
    ///
    /// @param list the name in the cursors of the list
    public static Paging of(String list, @Nullable String limit, @Nullable String cursor) {
        return new Paging(
                limit == null ? DEFAULT : parse(limit),
                cursor == null || cursor.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Cursor.parse(list, cursor)
                                .orElseThrow(() -> new Invalid(Flaw.ofParameter("cursor", "flaw.cursor")))));
    }

    private static int parse(String limit) {
        if (limit.matches("[0-9]{1,3}")) {
            var number = Integer.parseInt(limit);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        }
        throw new Invalid(Flaw.ofParameter("limit", "flaw.limit"));
    }
}
