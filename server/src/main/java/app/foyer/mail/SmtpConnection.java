package app.foyer.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// A connection to the mail server that knows how far the hand-over has come.
final class SmtpConnection extends SMTPTransport {
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
        sendMessage(envelope.message(), new Address[] {envelope.recipient()});
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
        var plain = !international && command.startsWith("MAIL FROM:");
        super.sendCommand(plain ? command.replaceFirst("> SMTPUTF8", ">") : command);
    }
}
