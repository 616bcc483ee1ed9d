package app.foyer.mail;

import static java.util.Objects.requireNonNullElse;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A letter as the mailbox shows it.
record MailboxLetter(UUID id, String to, String from, String subject, Instant at, String text, String html) {

    /// Reads what [Mime] wrote.
    static MailboxLetter parse(UUID id, byte[] content) {
        try {
            var message = new MimeMessage(Mime.INTERNATIONAL, new ByteArrayInputStream(content));
            var parts = (MimeMultipart) message.getContent();
            return new MailboxLetter(
                    id,
                    address(message.getRecipients(RecipientType.TO)),
                    address(message.getFrom()),
                    requireNonNullElse(message.getSubject(), ""),
                    message.getSentDate().toInstant(),
                    text(parts.getBodyPart(0)),
                    text(parts.getBodyPart(1)));
        } catch (MessagingException | IOException broken) {
            throw new UncheckedIOException(new IOException("The letter " + id + " can't be read", broken));
        }
    }

    private static String address(Address @Nullable [] addresses) {
        if (addresses == null || addresses.length == 0 || !(addresses[0] instanceof InternetAddress address)) {
            return "";
        }
        var name = address.getPersonal();
        return name == null ? address.getAddress() : name + " <" + address.getAddress() + ">";
    }

    private static String text(BodyPart part) throws MessagingException, IOException {
        return String.valueOf(part.getContent());
    }

    /// The HTML part, whose links leave the frame that it is shown in.
    String htmlForFrame() {
        var base = "<base target=\"_top\">";
        var framed = html.replaceFirst("(?i)<head(\\s[^>]*)?>", "$0" + base);
        return framed.equals(html) ? base + html : framed;
    }
}
