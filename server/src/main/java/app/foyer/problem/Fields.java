package app.foyer.problem;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Collects what is wrong with the fields of a body, so that one answer names all of it.
public final class Fields {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_TOLD = 1000;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final List<Flaw> flaws = new ArrayList<>();

    /// A name of something: 1 to 100 characters on one line. Trimmed.
    public String name(String pointer, @Nullable String text) {
        var name = text == null ? "" : text.strip();
        if (text == null) {
            flaw(Flaw.at(pointer, "flaw.required"));
        } else if (name.codePoints().allMatch(Fields::isBlank)
                || name.codePointCount(0, name.length()) > LONGEST_NAME) {
            flaw(Flaw.at(pointer, "flaw.name"));
        } else {
            plain(pointer, name, Integer.MAX_VALUE);
        }
        return name;
    }

    /// A text without anything in it that can't be stored or shown. No text is fine.
    ///
    /// @return whether it is fine
    public boolean plain(String pointer, @Nullable String text, int longest) {
        if (text == null) {
            return true;
        }
        if (text.codePoints().anyMatch(Fields::isUnseen)) {
            flaw(Flaw.at(pointer, "flaw.control-characters"));
            return false;
        }
        if (text.length() > longest) {
            flaw(Flaw.at(pointer, "flaw.too-long", longest));
            return false;
        }
        return true;
    }

    /// An instant as RFC 3339 writes it, to the millisecond; null for null and for what isn't one.
    public @Nullable Instant instant(String pointer, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            flaw(Flaw.at(pointer, "flaw.wrong-type"));
            return null;
        }
        var at = Rfc3339.instant(node.asString())
                .map(instant -> instant.truncatedTo(ChronoUnit.MILLIS))
                .filter(instant -> instant.isAfter(EARLIEST) && instant.isBefore(LATEST));
        if (at.isPresent()) {
            return at.get();
        }
        flaw(Flaw.at(pointer, "flaw.instant"));
        return null;
    }

    public <T> @Nullable T required(String pointer, @Nullable T value) {
        if (value == null) {
            flaw(Flaw.at(pointer, "flaw.required"));
        }
        return value;
    }

    /// Notes a flaw. After a thousand nobody reads on.
    public void flaw(Flaw flaw) {
        if (flaws.size() < MOST_TOLD) {
            flaws.add(flaw);
        }
    }

    /// @throws Invalid when there were flaws
    public void check() {
        if (!flaws.isEmpty()) {
            throw new Invalid(flaws);
        }
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || isJoiner(c);
    }

    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D;
    }

    // Controls, and what turns text around or hides in it: joiners stay, since scripts and emoji need them.
    private static boolean isUnseen(int c) {
        var type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT && !isJoiner(c)
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
