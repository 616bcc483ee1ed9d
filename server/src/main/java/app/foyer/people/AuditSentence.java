package app.foyer.people;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What an event says: words, and the names between them, which a page sets apart.
record AuditSentence(List<Part> parts) {
    private static final char OPEN = '\u0002';
    private static final char SHUT = '\u0003';

    record Part(String text, boolean name) {}

    /// Marks a name, to be found again in the sentence that it is put into.
    static String mark(String name) {
        var plain = name.chars()
                .filter(c -> !Character.isISOControl(c))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return OPEN + plain + SHUT;
    }

    static AuditSentence parse(String marked) {
        var parts = new ArrayList<Part>();
        var from = 0;
        for (var i = 0; i < marked.length(); i++) {
            var c = marked.charAt(i);
            if (c == OPEN || c == SHUT) {
                add(parts, marked.substring(from, i), c == SHUT);
                from = i + 1;
            }
        }
        add(parts, marked.substring(from), false);
        return new AuditSentence(List.copyOf(parts));
    }

    private static void add(List<Part> parts, String text, boolean name) {
        if (!text.isEmpty()) {
            parts.add(new Part(text, name));
        }
    }

    String text() {
        return parts.stream().map(Part::text).collect(Collectors.joining());
    }
}
