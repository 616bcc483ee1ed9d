package app.foyer.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// The mail server's refusal, RFC 5321 section 4.2.
///
/// @param text its own words in one line, code first
record SmtpReply(int code, String text) {
    private static final int LONGEST = 300;
    private static final int CLOSING = 421;

    // The lines of a reply each repeat the code (and mostly the enhanced one, RFC 3463).
    private static final Pattern NEXT_LINE = Pattern.compile("\\R\\d{3}[ -](\\d\\.\\d{1,3}\\.\\d{1,3} )?");
    private static final Pattern FIRST_OF_SEVERAL = Pattern.compile("^(\\d{3})-");

    /// The reply that a failure stems from, or nothing if there was none because the connection broke.
    static Optional<SmtpReply> of(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> reply(cause).stream())
                .filter(reply -> reply.code >= 400 && reply.code < 600)
                .findFirst();
    }

    private static Optional<SmtpReply> reply(Throwable cause) {
        return switch (cause) {
            case SMTPAddressFailedException e -> Optional.of(new SmtpReply(e.getReturnCode(), line(e)));
            case SMTPSenderFailedException e -> Optional.of(new SmtpReply(e.getReturnCode(), line(e)));
            case SMTPSendFailedException e -> Optional.of(new SmtpReply(e.getReturnCode(), line(e)));
            default -> Optional.empty();
        };
    }

    /// Trying again is in vain.
    boolean isFinal() {
        return code >= 500;
    }

    /// The server closes the connection after it.
    boolean isFarewell() {
        return code == CLOSING;
    }

    static boolean isTimeout(Throwable failure) {
        return causes(failure).anyMatch(SocketTimeoutException.class::isInstance);
    }

    /// Why something failed, in one line.
    static String reason(Throwable failure) {
        return causes(failure)
                .map(SmtpReply::line)
                .filter(line -> !line.isEmpty())
                .distinct()
                .collect(joining(": "))
                .transform(line -> ForeignWords.of(line, LONGEST));
    }

    private static String line(Throwable failure) {
        return answer(failure.getMessage());
    }

    /// What the server said, in one line.
    static String answer(@Nullable String reply) {
        var lines = read(Objects.requireNonNullElse(reply, "")).strip();
        var joined = NEXT_LINE.matcher(lines).replaceAll(" ");
        return ForeignWords.of(FIRST_OF_SEVERAL.matcher(joined).replaceFirst("$1 "), LONGEST);
    }

    // Angus reads what servers say as Latin-1. Those that say more than ASCII mostly mean UTF-8 (RFC 6531).
    private static String read(String said) {
        if (said.chars().anyMatch(letter -> letter > 0xff)) {
            return said;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(said.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException latin) {
            return said;
        }
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, SmtpReply::cause)
                .map(Objects::requireNonNull)
                .limit(10);
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof MessagingException e ? e.getNextException() : null;
    }
}
