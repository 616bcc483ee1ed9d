package app.foyer.mail;

import app.foyer.mail.Carrier.Handover.Failed;
import app.foyer.mail.Carrier.Handover.Reach;
import app.foyer.mail.Carrier.Handover.Refused;
import app.foyer.mail.Carrier.Handover.Taken;
import app.foyer.mail.Trouble.Cause;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands letters to the mail server, one after the other over the same connection as long as it lasts.
final class SmtpCarrier implements Carrier {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpCarrier.class);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final SmtpServer server;
    private final Mime mime;
    private final MailServerHealth health;
    private @Nullable SmtpConnection connection;
    private Instant lastUse = Instant.MIN;

    SmtpCarrier(SmtpServer server, Mime mime, MailServerHealth health) {
        this.server = server;
        this.health = health;
        this.mime = mime;
    }

    @Override
    public Handover carry(QueuedMail mail, Letter letter, Instant now) {
        var handover = handOver(mail, letter, now);
        health.note(handover, now);
        return handover;
    }

    @Override
    public boolean isReady() {
        return connection != null;
    }

    @Override
    public Optional<Trouble> prepare(Instant now) {
        rest(now);
        try {
            var _ = connected();
            lastUse = now;
            return Optional.empty();
        } catch (MessagingException | RuntimeException unreachable) {
            var failed = unreachable(unreachable);
            health.note(failed, now);
            return Optional.of(failed.trouble());
        }
    }

    private Handover handOver(QueuedMail mail, Letter letter, Instant now) {
        rest(now);
        lastUse = now;
        try {
            return handOver(mime.envelope(mail, letter, now));
        } catch (MessagingException | IllegalArgumentException unwritable) {
            return new Refused(new Trouble(Cause.UNWRITABLE, SmtpReply.reason(unwritable)));
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
                        && failed.reach() == Reach.LETTER
                ? attempt(envelope)
                : first;
    }

    private Handover attempt(Envelope envelope) {
        try {
            return send(envelope, connected());
        } catch (MessagingException | RuntimeException unreachable) {
            return unreachable(unreachable);
        }
    }

    private Failed unreachable(Exception failure) {
        close();
        return new Failed(Diagnosis.of(failure), false, Reach.ALL);
    }

    private SmtpConnection connected() throws MessagingException {
        var open = connection == null ? server.connect() : connection;
        connection = open;
        return open;
    }

    private Handover send(Envelope envelope, SmtpConnection open) {
        if (envelope.international() && !open.takesInternationalAddresses()) {
            return new Refused(new Trouble(Cause.NEEDS_UTF8, "SMTPUTF8"));
        }
        try {
            open.send(envelope);
            return new Taken(SmtpReply.answer(open.getLastServerResponse()));
        } catch (MessagingException | RuntimeException failure) {
            return SmtpReply.of(failure).map(this::answered).orElseGet(() -> broken(failure, open));
        }
    }

    private Handover answered(SmtpReply reply) {
        if (reply.isFarewell()) {
            close();
        }
        var trouble = Diagnosis.of(reply);
        return reply.isFinal() ? new Refused(trouble) : new Failed(trouble, false, Reach.LETTER);
    }

    // Servers that look at the recipient at once hang when the recipient's server does: the next one there would cost
    // another time-out.
    private Handover broken(Exception failure, SmtpConnection open) {
        close();
        var reach = SmtpReply.isTimeout(failure) ? Reach.DOMAIN : Reach.LETTER;
        return new Failed(Diagnosis.of(failure), open.contentBegun(), reach);
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
