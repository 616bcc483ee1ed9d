package app.foyer.people;

import app.foyer.mail.Bounce;
import app.foyer.mail.Trouble;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Why an invitation didn't arrive, as its inviter is told. The words for people stand under `notice.undelivered`.
public enum Undelivered {
    NO_SUCH_ADDRESS(true),
    FULL(true),
    NOT_WELCOME(true),
    NOT_REACHED(true),
    REFUSED(true),
    /// Foyer's own mail server took nothing, for as long as it was tried.
    NOT_SENT(false),
    IMPOSSIBLE(false),
    SUPPRESSED(false),
    UNWANTED(false);

    private static final String BREAK = "\n";
    private static final Pattern REPLY =
            Pattern.compile("^\\D*?([245])\\d\\d[ -]+(?:#?([245])\\.(\\d{1,3})\\.(\\d{1,3}))?.*", Pattern.DOTALL);

    private final boolean quoted;

    Undelivered(boolean quoted) {
        this.quoted = quoted;
    }

    /// Whether a mail server's words stand behind it.
    boolean isQuoted() {
        return quoted;
    }

    public static Undelivered of(Trouble trouble) {
        return switch (trouble.cause()) {
            case CONNECT, TIMEOUT, TLS, CERTIFICATE, SIGN_IN, CONNECTION_LOST, NOT_WRITTEN -> NOT_SENT;
            case UNWRITABLE, NEEDS_UTF8 -> IMPOSSIBLE;
            case SUPPRESSED -> SUPPRESSED;
            case UNKNOWN_ADDRESS -> NO_SUCH_ADDRESS;
            case MAILBOX_FULL -> FULL;
            case NOT_ALLOWED -> NOT_WELCOME;
            case PUT_OFF, REFUSED -> of(trouble.words());
        };
    }

    public static Undelivered of(Bounce bounce) {
        return bounce.kind() == Bounce.Kind.COMPLAINT ? UNWANTED : of(bounce.reason());
    }

    /// Read from the mail server's words (RFC 5321 section 4.2, RFC 3463).
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

    /// What a notice keeps: this and the words behind it.
    public String with(String words) {
        return name() + BREAK + words;
    }

    /// What a notice has kept; of older ones that is the words alone.
    static Undelivered kept(String detail) {
        return Arrays.stream(values())
                .filter(one -> detail.startsWith(one.name() + BREAK))
                .findFirst()
                .orElseGet(() -> of(detail));
    }

    static String words(String detail) {
        return detail.substring(detail.indexOf(BREAK) + 1);
    }
}
