package app.foyer.people;

import java.util.regex.Pattern;

/// Why an invitation didn't arrive, read from the mail server's words (RFC 5321 section 4.2, RFC 3463). The words for
/// people stand under `notice.undelivered`.
enum Undelivered {
    NO_SUCH_ADDRESS,
    FULL,
    NOT_WELCOME,
    NOT_REACHED,
    REFUSED;

    private static final Pattern REPLY =
            Pattern.compile("^\\D*?([245])\\d\\d[ -]+(?:#?([245])\\.(\\d{1,3})\\.(\\d{1,3}))?.*", Pattern.DOTALL);

    static Undelivered of(String words) {
        var reply = REPLY.matcher(words);
        if (!reply.matches()) {
            return words.isBlank() ? NOT_REACHED : REFUSED;
        }
        if (reply.group(2) == null) {
            return words.startsWith("550") || words.startsWith("553") ? NO_SUCH_ADDRESS : REFUSED;
        }
        return switch (reply.group(3) + "." + reply.group(4)) {
            case "1.1", "1.2", "1.3", "1.6", "1.10" -> NO_SUCH_ADDRESS;
            case "2.2" -> FULL;
            default -> ofSubject(reply.group(3));
        };
    }

    private static Undelivered ofSubject(String subject) {
        return switch (subject) {
            case "7" -> NOT_WELCOME;
            case "4" -> NOT_REACHED;
            default -> REFUSED;
        };
    }
}
