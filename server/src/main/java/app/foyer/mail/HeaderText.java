package app.foyer.mail;

import java.util.regex.Pattern;

/// What may stand in a header: one line, whatever came in (a line break would begin another header).
final class HeaderText {
    // A line of an e-mail holds 998 letters (RFC 5322), and a subject without spaces can't be folded.
    private static final int LONGEST = 900;

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
    private static final Pattern NO_LANGUAGE = Pattern.compile("[^A-Za-z0-9-]");

    private HeaderText() {}

    static String of(String text) {
        return ForeignWords.cut(BREAKS.matcher(text).replaceAll(" ").strip(), LONGEST);
    }

    /// The same, and it stays what it is: what looks like an encoded word (RFC 2047) isn't read as one.
    static String literally(String text) {
        return of(text.replace("=?", "=\u2060?"));
    }

    static String language(String tag) {
        return NO_LANGUAGE.matcher(tag).replaceAll("");
    }
}
