package app.foyer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import jakarta.mail.util.StreamProvider;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.util.MailStreamProvider;

/// Puts letters into the form that mail servers take: a text and an HTML part (RFC 2046), headers in ASCII
/// (RFC 2047) except where an address needs UTF-8 (RFC 6532).
class Mime {
    // Jakarta Mail searches all jars for this, half a dozen times per letter, unless told: 40 % of a worker's time.
    static {
        var provider = StreamProvider.class.getName();
        System.setProperty(provider, System.getProperty(provider, MailStreamProvider.class.getName()));
    }

    private static final int LONGEST_LINE = 998;
    private static final int MOST_BYTES_OF_A_CHAR = 3;

    /// Headers in ASCII.
    private static final Session PLAIN = session(false);

    /// Headers in UTF-8, also when read.
    static final Session INTERNATIONAL = session(true);

    private final MailSettings settings;
    private final InternetAddress from;
    private final ReturnPaths returnPaths;
    private final Optional<Dkim> dkim;

    Mime(MailSettings settings, ReturnPaths returnPaths, DkimSettings dkim) {
        this.settings = settings;
        this.returnPaths = returnPaths;
        this.from = Addresses.sender(settings.mailFrom());
        this.dkim = dkim.signer(from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1));
    }

    Envelope envelope(QueuedMail mail, Letter letter, Instant now) throws MessagingException {
        var to = Addresses.bare(mail.recipient());
        var international = Addresses.isInternational(from) || Addresses.isInternational(to);
        var message = message(mail, international);
        message.setFrom(from);
        message.setRecipient(RecipientType.TO, to);
        returnPaths.of(mail.id()).ifPresent(message::setEnvelopeFrom);
        address(message, mail);
        write(message, letter, now);
        if (dkim.isPresent()) {
            dkim.get().sign(message);
        }
        var plain = dkim.isEmpty() && isPlain(letter.text()) && isPlain(letter.html());
        return new Envelope(message, to, international, plain);
    }

    // E-mails about one thing make one thread: all of them answer the same message, which nobody needs to have.
    private void address(SMTPMessage message, QueuedMail mail) throws MessagingException {
        var thread = "<%s.thread@%s>".formatted(mail.subject(), settings.host());
        message.setHeader("In-Reply-To", thread);
        message.setHeader("References", thread);
        message.setHeader("Feedback-ID", "%s:%s:foyer".formatted(mail.kind(), owner(mail)));
    }

    private static String owner(QueuedMail mail) {
        return mail.organization() == null ? "none" : mail.organization().toString();
    }

    private SMTPMessage message(QueuedMail mail, boolean international) {
        var id = "<%s@%s>".formatted(mail.id(), settings.host());
        return new SMTPMessage(international ? INTERNATIONAL : PLAIN) {
            // Angus makes up an id of its own otherwise.
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
    }

    private static void write(MimeMessage message, Letter letter, Instant now) throws MessagingException {
        message.setSubject(HeaderText.literally(letter.subject()), UTF_8.name());
        message.setSentDate(Date.from(now));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", HeaderText.language(letter.locale()));
        message.setContent(new MimeMultipart("alternative", part(letter.text(), "plain"), html(letter)));
        message.saveChanges();
    }

    private static MimeBodyPart html(Letter letter) throws MessagingException {
        var html = part(letter.html(), "html");
        var image = letter.image();
        if (image == null) {
            return html;
        }
        var related = new MimeBodyPart();
        related.setContent(new MimeMultipart("related", html, inline(image)));
        return related;
    }

    // RFC 2387, RFC 2392.
    private static MimeBodyPart inline(InlineImage image) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(image.png(), "image/png")));
        part.setHeader(Envelope.ENCODING, "base64");
        part.setContentID("<" + HeaderText.of(image.id()) + ">");
        part.setDisposition(Part.INLINE);
        part.setFileName("logo.png");
        return part;
    }

    // What servers may be given without an encoding: lines that aren't too long (RFC 5322, section 2.1.1), of no
    // control characters, not even carriage returns. A signed letter must not be encoded by servers further on.
    private static boolean isPlain(String text) {
        var line = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            line = c == '\n' ? 0 : line + (c < 0x80 ? 1 : MOST_BYTES_OF_A_CHAR);
            if (line > LONGEST_LINE || Character.isISOControl(c) && c != '\n' && c != '\t') {
                return false;
            }
        }
        return true;
    }

    // Quoted-printable keeps lines short, whatever is in between, and URLs whole. If it was given a string, Jakarta
    // Mail would hand on one byte at a time.
    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        var type = "text/" + subtype + "; charset=UTF-8";
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(text.getBytes(UTF_8), type)));
        part.setHeader(Envelope.ENCODING, "quoted-printable");
        return part;
    }

    private static Session session(boolean utf8) {
        var properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", String.valueOf(utf8));
        return Session.getInstance(properties);
    }
}
