package app.foyer.database;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list, as the API answers it.
///
/// @param next cursor of the next page, null on the last one
/// @param total how many there are in all, null when there are too many to count for each page
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Listed<T>(
        List<T> items, @Nullable String next, @Nullable Integer total) {

    public static <R, T> Listed<T> of(Cursor.Slice<R> slice, Optional<Integer> total, Function<R, T> item) {
        return new Listed<>(
                slice.rows().stream().map(item).toList(),
                slice.next().map(Cursor::text).orElse(null),
                total.orElse(null));
    }
}
