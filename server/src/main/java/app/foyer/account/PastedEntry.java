package app.foyer.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One entry of a pasted list: an address with what may stand around it.
final class PastedEntry {
    private static final String SEPARATORS = ",;";
    private static final String OPENING = "\"“<(";
    private static final String CLOSING = "\"”>)";
    private static final String QUOTES = "\"“”„‟«»‹›‘’‚‛";
    private static final String QUOTES_IN_PAIRS = "'`";
    private static final String MAILTO = "mailto:";

    private PastedEntry() {}

    /// A line's entries: apart at `;` and `,`, but not inside of quotes and brackets.
    static List<String> split(String line) {
        var entries = new ArrayList<String>();
        var pieces = pieces(line);
        for (var i = 0; i < pieces.size(); i++) {
            var entry = pieces.get(i);
            if (isSurname(entry) && i + 1 < pieces.size() && pieces.get(i + 1).indexOf('<') > 0) {
                entry += pieces.get(++i);
            }
            if (!bare(entry).isEmpty()) {
                entries.add(withoutSeparator(entry));
            }
        }
        return entries;
    }

    /// The address in `Name <a@b.c>`, `a@b.c (comment)`, `mailto:a@b.c`, or in quotes.
    static Optional<EmailAddress> address(String entry) {
        var text = withoutComment(bare(entry));
        var bracket = text.lastIndexOf('<');
        if (bracket >= 0 && text.endsWith(">")) {
            text = bare(text.substring(bracket + 1, text.length() - 1));
        }
        return EmailAddress.parse(withoutMailto(text));
    }

    // Looks for each bracket's end only as long as there is one, so that no text takes longer than its length.
    private static List<String> pieces(String line) {
        var pieces = new ArrayList<String>();
        var neverClosed = new boolean[OPENING.length()];
        var from = 0;
        for (var at = 0; at < line.length(); at++) {
            var bracket = OPENING.indexOf(line.charAt(at));
            if (bracket >= 0 && !neverClosed[bracket]) {
                var end = line.indexOf(CLOSING.charAt(bracket), at + 1);
                neverClosed[bracket] = end < 0;
                at = Math.max(at, end);
            } else if (SEPARATORS.indexOf(line.charAt(at)) >= 0) {
                pieces.add(line.substring(from, at + 1));
                from = at + 1;
            }
        }
        pieces.add(line.substring(from));
        return pieces;
    }

    // Outlook writes “Lee, Bo <bo@example.com>” without quotes.
    private static boolean isSurname(String piece) {
        return piece.endsWith(",") && piece.indexOf('@') < 0 && !bare(piece).isEmpty();
    }

    private static String withoutSeparator(String entry) {
        return SEPARATORS.indexOf(entry.charAt(entry.length() - 1)) < 0
                ? entry
                : entry.substring(0, entry.length() - 1);
    }

    private static String withoutComment(String text) {
        var comment = text.indexOf('(');
        return comment >= 0 && text.endsWith(")") ? bare(text.substring(0, comment)) : text;
    }

    private static String withoutMailto(String text) {
        if (!text.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
            return text;
        }
        var query = text.indexOf('?');
        return bare(text.substring(MAILTO.length(), query < 0 ? text.length() : query));
    }

    private static String bare(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && isWrapping(text.charAt(from))) {
            from++;
        }
        while (from < to && isWrapping(text.charAt(to - 1))) {
            to--;
        }
        return withoutPairOfQuotes(text.substring(from, to));
    }

    private static String withoutPairOfQuotes(String text) {
        var last = text.length() - 1;
        var isQuoted = last > 0 && text.charAt(0) == text.charAt(last) && QUOTES_IN_PAIRS.indexOf(text.charAt(0)) >= 0;
        return isQuoted ? Unseen.trim(text.substring(1, last)) : text;
    }

    private static boolean isWrapping(char character) {
        return (Unseen.is(character) && !Character.isSurrogate(character))
                || Unseen.isSpace(character)
                || QUOTES.indexOf(character) >= 0
                || SEPARATORS.indexOf(character) >= 0;
    }
}
