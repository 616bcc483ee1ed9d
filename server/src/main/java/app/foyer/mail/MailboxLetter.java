package app.foyer.mail;

import static java.util.Objects.requireNonNullElse;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
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
                    html(parts.getBodyPart(1)));
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

    // A page of its own can show what came along only if it stands within.
    private static String html(BodyPart part) throws MessagingException, IOException {
        if (!(part.getContent() instanceof MimeMultipart related)) {
            return text(part);
        }
        var html = text(related.getBodyPart(0));
        for (var i = 1; i < related.getCount(); i++) {
            var image = (MimeBodyPart) related.getBodyPart(i);
            var id = requireNonNullElse(image.getContentID(), "<>");
            var bytes = image.getInputStream().readAllBytes();
            html = html.replace(
                    "cid:" + id.substring(1, id.length() - 1),
                    "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes));
        }
        return html;
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
