package app.foyer.problem;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads query parameters strictly: a value that can't be right is a flaw that names its parameter.
public final class Query {
    private static final int LONGEST = 200;
    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

    private Query() {}

    /// A text to search for, with nothing in it that can't be stored or shown.
    public static String search(String parameter, @Nullable String text) {
        if (text == null) {
            return "";
        }
        if (hasControls(text)) {
            throw new Invalid(Flaw.ofParameter(parameter, "flaw.control-characters"));
        }
        if (text.length() > LONGEST) {
            throw new Invalid(Flaw.ofParameter(parameter, "flaw.too-long", LONGEST));
        }
        return text.strip();
    }

    /// Whether a text is one to search for.
    public static boolean isSearch(String text) {
        return !hasControls(text) && text.length() <= LONGEST;
    }

    private static boolean hasControls(String text) {
        return text.codePoints().anyMatch(Character::isISOControl);
    }

    /// One of an enum's names. Empty when it isn't asked for.
    public static <E extends Enum<E>> Optional<E> oneOf(String parameter, @Nullable String text, Class<E> type) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        var values = type.getEnumConstants();
        return Optional.of(Arrays.stream(values)
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new Invalid(Flaw.ofParameter(
                        parameter,
                        "flaw.unknown-value",
                        Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "))))));
    }

    /// `true` or `false`; false when it isn't asked for.
    public static boolean flag(String parameter, @Nullable String text) {
        if (text == null || text.isEmpty() || text.equals("false")) {
            return false;
        }
        if (!text.equals("true")) {
            throw new Invalid(Flaw.ofParameter(parameter, "flaw.unknown-value", "true, false"));
        }
        return true;
    }

    /// An instant as RFC 3339 writes it. Empty when it isn't asked for.
    public static Optional<Instant> instant(String parameter, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Rfc3339.instant(text).orElseThrow(() -> new Invalid(Flaw.ofParameter(parameter, "flaw.instant"))));
    }

    /// A day as ISO 8601 writes it. Empty when it isn't asked for.
    public static Optional<LocalDate> date(String parameter, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (text.matches(DATE)) {
                return Optional.of(LocalDate.parse(text));
            }
        } catch (DateTimeException noSuchDay) {
            // told below
        }
        throw new Invalid(Flaw.ofParameter(parameter, "flaw.date"));
    }
}
