package app.foyer.account;

/// Characters that nobody sees, but that come along when people paste, or that make one name look like another.
final class Unseen {
    private static final int JOINER = 0x200D;
    private static final int NON_JOINER = 0x200C;

    private Unseen() {}

    /// Controls, zero-width characters, bidi overrides, byte order marks, halves of a character.
    static boolean is(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /// Persian, Sinhala and emoji need the joiners inside of words.
    static boolean isJoiner(int character) {
        return character == JOINER || character == NON_JOINER;
    }

    /// The text without spaces and unseen characters around it.
    static String trim(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && isAround(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (from < to && isAround(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static boolean isAround(int character) {
        return is(character) || isSpace(character);
    }
}
