package app.foyer.people;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The little square or circle that stands for a name: its initials and one of six colours.
public record Monogram(String initials, int hue) {
    private static final int HUES = 6;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Punct}]+");

    public static Monogram of(String name) {
        var words = BETWEEN_WORDS
                .splitAsStream(name.strip())
                .filter(word -> !word.isEmpty())
                .toList();
        var telling = words.size() <= 2 ? words : List.of(words.getFirst(), words.getLast());
        var initials = telling.stream()
                .map(word -> Character.toString(word.codePointAt(0)))
                .collect(Collectors.joining())
                .toUpperCase(Locale.ROOT);
        return new Monogram(initials.isEmpty() ? "·" : initials, Math.floorMod(name.hashCode(), HUES));
    }
}
