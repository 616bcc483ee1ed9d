package app.foyer.mail;

import app.foyer.mail.Trouble.Cause;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/// Finds out what sort of trouble a failure is.
final class Diagnosis {
    // Status codes of RFC 3463, and the subjects that they begin with.
    private static final Pattern STATUS = Pattern.compile("^5\\d\\d 5\\.(\\d{1,3})\\.(\\d{1,3})\\b.*");
    private static final Map<String, Cause> BY_STATUS = Map.of(
            "1.1", Cause.UNKNOWN_ADDRESS,
            "1.2", Cause.UNKNOWN_ADDRESS,
            "1.3", Cause.UNKNOWN_ADDRESS,
            "1.6", Cause.UNKNOWN_ADDRESS,
            "1.10", Cause.UNKNOWN_ADDRESS,
            "2.1", Cause.UNKNOWN_ADDRESS,
            "2.2", Cause.MAILBOX_FULL);

    private Diagnosis() {}

    static Trouble of(SmtpReply reply) {
        return new Trouble(reply.isFinal() ? refusal(reply.text()) : Cause.PUT_OFF, reply.text());
    }

    private static Cause refusal(String text) {
        var status = STATUS.matcher(text);
        if (!status.matches()) {
            return Cause.REFUSED;
        }
        var usual = status.group(1).equals("7") ? Cause.NOT_ALLOWED : Cause.REFUSED;
        return BY_STATUS.getOrDefault(status.group(1) + "." + status.group(2), usual);
    }

    /// The trouble with a connection: to begin one, or in the midst of it.
    static Trouble of(Throwable failure) {
        return new Trouble(cause(failure), SmtpReply.reason(failure));
    }

    private static Cause cause(Throwable failure) {
        if (SmtpReply.isTimeout(failure)) {
            return Cause.TIMEOUT;
        }
        if (SmtpReply.causes(failure).anyMatch(Diagnosis::isAboutCertificate)) {
            return Cause.CERTIFICATE;
        }
        return SmtpReply.causes(failure)
                .map(Diagnosis::known)
                .filter(cause -> cause != Cause.CONNECTION_LOST)
                .findFirst()
                .orElse(Cause.CONNECTION_LOST);
    }

    // Signed by nobody known, for another host, or too old.
    private static boolean isAboutCertificate(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(
                        failure,
                        Objects::nonNull,
                        cause -> Objects.requireNonNull(cause).getCause())
                .limit(10)
                .anyMatch(CertificateException.class::isInstance);
    }

    // Angus has no type of its own for a server that lacks STARTTLS, or breaks off in it.
    private static boolean mentionsTls(MessagingException failure) {
        var message = failure.getMessage();
        return message != null && message.matches("(?s).*\\b(STARTTLS|TLS)\\b.*");
    }

    private static Cause known(Throwable failure) {
        return switch (failure) {
            case SSLException _ -> Cause.TLS;
            case AuthenticationFailedException _ -> Cause.SIGN_IN;
            case ConnectException _, UnknownHostException _, NoRouteToHostException _ -> Cause.CONNECT;
            case SocketTimeoutException _ -> Cause.TIMEOUT;
            case MailConnectException e when e.getNextException() == null -> Cause.CONNECT;
            case MessagingException e when mentionsTls(e) -> Cause.TLS;
            default -> Cause.CONNECTION_LOST;
        };
    }
}
