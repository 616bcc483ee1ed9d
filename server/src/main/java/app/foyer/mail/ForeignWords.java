package app.foyer.mail;

/// What a mail server or provider has said, as people and logs may see it: one line, without characters that can't be
/// seen or that turn around what stands beside them.
final class ForeignWords {
    private ForeignWords() {}

    /// @param longest how many characters are enough
    static String of(String said, int longest) {
        return said.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip()
                .codePoints()
                .limit(longest)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
