package app.foyer.database;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where a page of a list begins: after the row with this key and id. Opaque to those who hand it back.
///
/// @param list the list's name with its order, outside of which the cursor means nothing
public record Cursor(String list, String key, UUID id) {
    private static final String SEPARATOR = "\n";

    public String text() {
        return Secrets.text(String.join(SEPARATOR, id.toString(), list, key).getBytes(StandardCharsets.UTF_8));
    }

    /// @return empty when the text is no cursor of this list
    public static Optional<Cursor> parse(String list, String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, 3);
            return parts.length == 3 && parts[1].equals(list) && parts[2].indexOf('\0') < 0
                    ? Ids.parse(parts[0]).map(id -> new Cursor(list, parts[2], id))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// One page out of up to `limit + 1` rows read, and the cursor of the next page if that last one was there.
    public static <T> Slice<T> slice(List<Keyed<T>> rows, int limit) {
        var page = rows.stream().limit(limit).map(Keyed::row).toList();
        return new Slice<>(
                page, rows.size() > limit ? Optional.of(rows.get(limit - 1).cursor()) : Optional.empty());
    }

    /// A row with its place in the list's order, as the database computes it.
    public record Keyed<T>(T row, Cursor cursor) {}

    /// A page of a list, and where the next one begins.
    public record Slice<T>(List<T> rows, Optional<Cursor> next) {}
}
