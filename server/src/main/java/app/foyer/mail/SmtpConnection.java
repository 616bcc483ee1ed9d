package app.foyer.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// A connection to the mail server that knows how far the hand-over has come.
final class SmtpConnection extends SMTPTransport {
    private static final int GO_ON = 354;

    private String recipient = "";
    private int outstanding;
    private boolean contentBegun;
    private boolean international;

    SmtpConnection(Session session) {
        super(session, null);
    }

    boolean takesInternationalAddresses() {
        return supportsExtension("SMTPUTF8");
    }

    void send(Envelope envelope) throws MessagingException {
        contentBegun = false;
        international = envelope.international();
        recipient = envelope.recipient().getAddress();
        try {
            sendMessage(envelope.message(), new Address[] {envelope.recipient()});
        } catch (MessagingException failed) {
            if (SmtpReply.of(failed).isPresent()) {
                readOutstanding();
            }
            throw failed;
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

    // Where the server allows it (PIPELINING, RFC 2920), sender, recipient and DATA go out together, without waiting
    // for
    // each answer. Angus then asks for them one by one, and reads their answers in that order.
    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (outstanding > 0 && isSentAhead(command)) {
            return;
        }
        readOutstanding();
        if (!command.startsWith("MAIL FROM:")) {
            super.sendCommand(command);
            return;
        }
        super.sendCommand(plain(command));
        if (supportsExtension("PIPELINING")) {
            super.sendCommand("RCPT TO:<" + recipient + ">");
            super.sendCommand("DATA");
            outstanding = 3;
        }
    }

    private static boolean isSentAhead(String command) {
        return command.startsWith("RCPT TO:") || command.equals("DATA");
    }

    // Angus asks for SMTPUTF8 whenever it may. Servers further on that lack it would refuse letters that don't need it.
    private String plain(String command) {
        return international ? command : command.replaceFirst("> SMTPUTF8", ">");
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        outstanding = Math.max(0, outstanding - 1);
        return super.readServerResponse();
    }

    // After a refusal. A server may want the letter all the same, though there is nobody to take it to.
    private void readOutstanding() throws MessagingException {
        while (outstanding > 0) {
            if (readServerResponse() == GO_ON && outstanding == 0) {
                super.sendCommand(".");
                super.readServerResponse();
            }
        }
    }
}
