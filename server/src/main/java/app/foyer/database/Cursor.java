package app.foyer.database;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where a page of a list begins: after the row with this key and id. Opaque to those who hand it back.
public record Cursor(String key, UUID id) {
    private static final String SEPARATOR = "\n";

    public String text() {
        return Secrets.text((id + SEPARATOR + key).getBytes(StandardCharsets.UTF_8));
    }

    public static Optional<Cursor> parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, 2);
            return parts.length == 2 && parts[1].indexOf('\0') < 0
                    ? Ids.parse(parts[0]).map(id -> new Cursor(parts[1], id))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// The rows of one page out of up to `limit + 1` read, and the cursor of the next page if that last one was there.
    public static <T> Slice<T> slice(List<T> rows, int limit, java.util.function.Function<T, Cursor> cursorOf) {
        if (rows.size() <= limit) {
            return new Slice<>(rows, Optional.empty());
        }
        var page = new ArrayList<>(rows.subList(0, limit));
        return new Slice<>(page, Optional.of(cursorOf.apply(page.getLast())));
    }

    /// A page of a list, and where the next one begins.
    public record Slice<T>(List<T> rows, Optional<Cursor> next) {}
}
