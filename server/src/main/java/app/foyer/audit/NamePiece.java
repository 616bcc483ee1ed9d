package app.foyer.audit;

import app.foyer.database.Sql;
import java.util.Map;

/// A condition that finds names by a piece of them. Fewer than three letters are looked for where words begin: the
/// index knows those, but no two letters inside.
///
/// @param column what the name is, as SQL
/// @param key of the parameters
record NamePiece(String column, String key, String piece) {
    private static final int INDEXED = 3;

    private boolean isLong() {
        return piece.codePointCount(0, piece.length()) >= INDEXED;
    }

    String condition() {
        var like = "lower(%s) like :%s".formatted(column, key);
        return isLong() ? like : "(%1$s or %1$sWithin)".formatted(like);
    }

    Map<String, String> params() {
        var containing = Sql.containing(piece);
        return isLong()
                ? Map.of(key, containing)
                : Map.of(key, containing.substring(1), key + "Within", "% " + containing.substring(1));
    }
}
