package app.foyer.audit;

import app.foyer.database.Secrets;
import app.foyer.database.Sql;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an event is bound to the one before: SHA-256 over the hash before and all columns, as netstrings
/// (`5:hello,`; a null is `-,`). docs/operations.md shows the same in SQL, for those who check it from outside.
final class Chain {
    /// What the first event is bound to.
    static final byte[] BEGINNING = new byte[32];

    /// The columns that the hash covers, in this order, of an `audit_event` called `e`.
    static final String COLUMNS = """
            e.organization_id, e.id, e.at, e.action, e.actor_type, e.actor_id, e.actor_name,
            e.target_type, e.target_id, e.target_name, e.details, e.from_address""";

    private static final List<String> NAMES =
            List.of(COLUMNS.replace("e.", "").replaceAll("\\s", "").split(","));
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Chain() {}

    /// The hash of the event in this row, which has [#COLUMNS], at a place of the chain.
    static byte[] next(byte[] before, long seq, Instant sealedAt, ResultSet row) throws SQLException {
        var canonical = new ByteArrayOutputStream();
        canonical.writeBytes(before);
        put(canonical, Long.toString(seq));
        put(canonical, MICROSECONDS.format(sealedAt));
        for (var column : NAMES) {
            put(canonical, column.equals("at") ? MICROSECONDS.format(Sql.instant(row, "at")) : row.getString(column));
        }
        return Secrets.sha256(canonical.toByteArray());
    }

    private static void put(ByteArrayOutputStream out, @Nullable String field) {
        if (field == null) {
            out.writeBytes("-,".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        var bytes = field.getBytes(StandardCharsets.UTF_8);
        out.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        out.write(',');
    }
}
