package app.foyer.mail;

import app.foyer.mail.Carrier.Handover.Failed;
import app.foyer.mail.Carrier.Handover.Refused;
import app.foyer.mail.Carrier.Handover.Taken;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands letters to the mail server, one after the other over the same connection as long as it lasts.
final class SmtpCarrier implements Carrier {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpCarrier.class);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final SmtpServer server;
    private final Mime mime;
    private @Nullable SmtpConnection connection;
    private Instant lastUse = Instant.MIN;

    SmtpCarrier(SmtpServer server, Mime mime) {
        this.server = server;
        this.mime = mime;
    }

    @Override
    public Handover carry(QueuedMail mail, Letter letter, Instant now) {
        rest(now);
        lastUse = now;
        try {
            return handOver(mime.envelope(mail, letter, now));
        } catch (MessagingException | IllegalArgumentException unwritable) {
            return new Refused(SmtpReply.reason(unwritable));
        }
    }

    // A server may end a connection between two letters, with 421 or without a word: that is no failure of the next
    // one. Nor is it the server's doing if a stop has ended it.
    private Handover handOver(Envelope envelope) {
        var reused = connection != null;
        var first = attempt(envelope);
        return reused
                        && connection == null
                        && !Thread.currentThread().isInterrupted()
                        && first instanceof Failed failed
                        && !failed.perhapsTaken()
                        && !failed.blocked()
                ? attempt(envelope)
                : first;
    }

    private Handover attempt(Envelope envelope) {
        try {
            return send(envelope, connected());
        } catch (MessagingException | RuntimeException unreachable) {
            close();
            return new Failed(SmtpReply.reason(unreachable), false, true);
        }
    }

    private SmtpConnection connected() throws MessagingException {
        var open = connection == null ? server.connect() : connection;
        connection = open;
        return open;
    }

    private Handover send(Envelope envelope, SmtpConnection open) {
        if (envelope.international() && !open.takesInternationalAddresses()) {
            return new Refused("The mail server lacks SMTPUTF8, which this address needs.");
        }
        try {
            open.send(envelope);
            return new Taken();
        } catch (MessagingException | RuntimeException failure) {
            return SmtpReply.of(failure).map(this::answered).orElseGet(() -> broken(failure, open));
        }
    }

    private Handover answered(SmtpReply reply) {
        if (reply.isFarewell()) {
            close();
        }
        return reply.isFinal() ? new Refused(reply.text()) : new Failed(reply.text(), false, false);
    }

    // A server that doesn't answer in time would hardly answer the next letter: each would cost another time-out.
    private Handover broken(Exception failure, SmtpConnection open) {
        close();
        return new Failed(SmtpReply.reason(failure), open.contentBegun(), SmtpReply.isTimeout(failure));
    }

    @Override
    public void rest(Instant now) {
        if (connection != null && lastUse.plus(IDLE).isBefore(now)) {
            close();
        }
    }

    @Override
    public void close() {
        var open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (MessagingException gone) {
            LOG.debug("The mail server was gone before QUIT", gone);
        }
    }
}
