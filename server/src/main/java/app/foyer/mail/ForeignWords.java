package app.foyer.mail;

import java.util.regex.Pattern;

/// What a mail server or provider has said, as people and logs may see it: one line, without characters that can't be
/// seen or that turn around what stands beside them.
final class ForeignWords {
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\\s]+");

    private ForeignWords() {}

    /// @param longest how many characters are enough
    static String of(String said, int longest) {
        return cut(UNSEEN.matcher(said).replaceAll(" ").strip(), longest);
    }

    /// No more than so many characters of a text, none of them halved.
    static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest));
    }
}
