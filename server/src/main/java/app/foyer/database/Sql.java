package app.foyer.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How Java's values become PostgreSQL's and back.
public final class Sql {
    private Sql() {}

    /// pgjdbc can't infer the type of an `Instant`, but that of an `OffsetDateTime`.
    public static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /// The `like` pattern that finds `text` anywhere, in lower case; wildcards in it stand for themselves.
    public static String containing(String text) {
        return "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    /// The `tsquery` that finds exactly `text`, in lower case.
    public static String lexeme(String text) {
        return "'" + text.toLowerCase(Locale.ROOT).replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
