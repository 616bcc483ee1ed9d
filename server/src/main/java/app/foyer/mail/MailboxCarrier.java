package app.foyer.mail;

import app.foyer.mail.Carrier.Handover.Failed;
import app.foyer.mail.Carrier.Handover.Reach;
import app.foyer.mail.Carrier.Handover.Refused;
import app.foyer.mail.Carrier.Handover.Taken;
import app.foyer.mail.Trouble.Cause;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;

/// Puts letters into the mailbox.
record MailboxCarrier(Mailbox mailbox, Mime mime) implements Carrier {
    @Override
    public Handover carry(QueuedMail mail, Letter letter, Instant now) {
        var content = new ByteArrayOutputStream();
        try {
            mime.envelope(mail, letter, now).message().writeTo(content);
            mailbox.add(content.toByteArray(), now);
            return new Taken("");
        } catch (MessagingException | IllegalArgumentException unwritable) {
            return new Refused(new Trouble(Cause.UNWRITABLE, SmtpReply.reason(unwritable)));
        } catch (IOException full) {
            return new Failed(new Trouble(Cause.NOT_WRITTEN, SmtpReply.reason(full)), false, Reach.ALL);
        }
    }
}
