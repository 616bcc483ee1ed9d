package app.foyer.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// A connection to the mail server that knows how far the hand-over has come. Where the server takes several commands
/// at once (PIPELINING, RFC 2920), sender, recipient and the wish to send go together: one way there and back instead
/// of three.
final class SmtpConnection extends SMTPTransport {
    private static final String DATA = "DATA";
    private static final int GO_ON = 354;

    /// Commands that are with the server, though Angus is still to send them and to read the answers.
    private final Deque<String> ahead = new ArrayDeque<>();

    private @Nullable SmtpSocket socket;
    private String recipient = "";
    private boolean contentBegun;
    private boolean international;

    SmtpConnection(Session session) {
        super(session, null);
    }

    void runsOver(@Nullable SmtpSocket connected) {
        socket = connected;
    }

    boolean takesInternationalAddresses() {
        return supportsExtension("SMTPUTF8");
    }

    synchronized void send(Envelope envelope) throws MessagingException {
        contentBegun = false;
        international = envelope.international();
        envelope.labelFor(supportsExtension("8BITMIME"));
        recipient = "RCPT TO:<%s>".formatted(envelope.recipient().getAddress());
        try {
            sendMessage(envelope.message(), new Address[] {envelope.recipient()});
        } catch (MessagingException failure) {
            if (SmtpReply.of(failure).filter(reply -> !reply.isFarewell()).isPresent()) {
                hearTheRest();
            }
            throw failure;
        } finally {
            ahead.clear();
        }
    }

    /// Whether the server has begun to take the letter itself, so that a lost connection leaves it open.
    boolean contentBegun() {
        return contentBegun;
    }

    @Override
    protected OutputStream data() throws MessagingException {
        var content = super.data();
        contentBegun = true;
        return content;
    }

    // Angus asks for SMTPUTF8 whenever it may. Servers further on that lack it would refuse letters that don't need it.
    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (command.startsWith("MAIL FROM:")) {
            sendSender(international ? command : command.replaceFirst("> SMTPUTF8", ">"));
        } else if (command.equals(ahead.peek())) {
            ahead.remove();
            expectAnswer();
        } else {
            hearTheRest();
            super.sendCommand(command);
        }
    }

    private void sendSender(String command) throws MessagingException {
        var over = socket;
        if (over == null || !supportsExtension("PIPELINING")) {
            super.sendCommand(command);
            return;
        }
        try {
            over.hold();
            try {
                super.sendCommand(command);
                super.sendCommand(recipient);
                super.sendCommand(DATA);
            } finally {
                over.release();
            }
        } catch (IOException lost) {
            throw new MessagingException("The mail server is gone", lost);
        }
        ahead.add(recipient);
        ahead.add(DATA);
    }

    // After a refusal. A server that is willing to take the letter nevertheless gets an empty one, which it has to
    // refuse.
    private void hearTheRest() throws MessagingException {
        while (!ahead.isEmpty()) {
            var command = ahead.remove();
            expectAnswer();
            if (readServerResponse() == GO_ON && command.equals(DATA)) {
                super.sendCommand(".");
                readServerResponse();
            }
        }
    }

    private void expectAnswer() {
        if (socket != null) {
            socket.expectAnswer();
        }
    }
}
