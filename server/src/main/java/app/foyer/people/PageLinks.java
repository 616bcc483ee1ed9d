package app.foyer.people;

import app.foyer.database.Cursor;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.util.UriComponentsBuilder;

/// Where a list's next and first page are, with the filter kept.
public final class PageLinks {
    private PageLinks() {}

    /// @param filter query parameters; empty ones are left out
    public static void add(
            Model model,
            String path,
            Map<String, String> filter,
            Optional<Cursor> after,
            Optional<Cursor> next,
            Optional<Integer> total) {
        model.addAttribute("next", next.map(c -> link(path, filter, c.text())).orElse(null));
        model.addAttribute("first", after.isPresent() ? link(path, filter, null) : null);
        model.addAttribute("total", total.orElse(null));
        model.addAttribute("filtered", filter.values().stream().anyMatch(value -> !value.isEmpty()));
    }

    /// A path with those of the filter's parameters that aren't empty.
    public static String link(String path, Map<String, String> filter) {
        return link(path, filter, null);
    }

    private static String link(String path, Map<String, String> filter, @Nullable String cursor) {
        var link = UriComponentsBuilder.fromUriString(path);
        filter.forEach((name, value) -> {
            if (!value.isEmpty()) {
                link.queryParam(name, "{" + name + "}");
            }
        });
        if (cursor != null) {
            link.queryParam("cursor", cursor);
        }
        return link.encode().buildAndExpand(filter).toUriString();
    }
}
