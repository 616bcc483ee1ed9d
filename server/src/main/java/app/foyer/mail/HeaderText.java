package app.foyer.mail;

/// What may stand in a header: one line, whatever came in (a line break would begin another header).
final class HeaderText {
    // A line of an e-mail holds 998 letters (RFC 5322), and a subject without spaces can't be folded.
    private static final int LONGEST = 900;

    private HeaderText() {}

    static String of(String text) {
        var line = text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST));
    }

    /// The same, and it stays what it is: what looks like an encoded word (RFC 2047) isn't read as one.
    static String literally(String text) {
        return of(text.replace("=?", "=\u2060?"));
    }

    static String language(String tag) {
        return tag.replaceAll("[^A-Za-z0-9-]", "");
    }
}
