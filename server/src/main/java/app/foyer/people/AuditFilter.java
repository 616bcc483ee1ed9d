package app.foyer.people;

import app.foyer.audit.AuditSearch;
import app.foyer.problem.Invalid;
import app.foyer.problem.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is asked of the audit log's page, as it was typed.
///
/// @param from a day, the first one that counts, in the organization's time zone
/// @param to a day, the first one that counts no more
record AuditFilter(String actor, String action, String target, String from, String to) {

    /// @throws Invalid for what can't come from the form
    static AuditFilter of(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String target,
            @Nullable String from,
            @Nullable String to) {
        return new AuditFilter(
                Query.search("actor", actor),
                AuditApi.action("action", action),
                Query.search("target", target),
                typed(from),
                typed(to));
    }

    private static String typed(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }

    /// Those of `from` and `to` that are no days.
    Set<String> flaws() {
        return Stream.of("from", "to").filter(this::isFlawed).collect(Collectors.toSet());
    }

    private boolean isFlawed(String field) {
        try {
            Query.date(field, field.equals("from") ? from : to);
            return false;
        } catch (Invalid flawed) {
            return true;
        }
    }

    /// @throws Invalid when `from` or `to` is no day
    AuditSearch search(ZoneId zone) {
        Function<Optional<LocalDate>, @Nullable Instant> beginning =
                day -> day.map(d -> d.atStartOfDay(zone).toInstant()).orElse(null);
        return new AuditSearch(
                actor,
                action,
                target,
                beginning.apply(Query.date("from", from)),
                beginning.apply(Query.date("to", to)));
    }

    /// The parameters that ask for the same.
    Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("actor", actor);
        parameters.put("action", action);
        parameters.put("target", target);
        parameters.put("from", from);
        parameters.put("to", to);
        return parameters;
    }
}
