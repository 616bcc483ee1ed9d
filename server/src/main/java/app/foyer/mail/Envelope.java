package app.foyer.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/// A letter ready for a mail server.
///
/// @param international whether an address in it needs SMTPUTF8 (RFC 6531)
/// @param plain whether its texts may go as they are, to a server that takes all eight bits
record Envelope(SMTPMessage message, InternetAddress recipient, boolean international, boolean plain) {
    static final String ENCODING = "Content-Transfer-Encoding";

    /// Labels the texts for a server that takes all eight bits (8BITMIME, RFC 6152), or for one that doesn't. To the
    /// first they go as they are: quoted-printable, which every server takes, is written byte by byte, and takes as
    /// long as all the rest of a letter.
    void labelFor(boolean eightBits) throws MessagingException {
        if (!plain) {
            return;
        }
        try {
            label(message, eightBits);
        } catch (IOException unreadable) {
            throw new MessagingException("A letter's parts can't be read", unreadable);
        }
        message.setMailExtension(eightBits ? "BODY=8BITMIME" : null);
    }

    // What holds a part of eight bits is such a part itself (RFC 2045, section 6.4).
    private static void label(Part part, boolean eightBits) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            var several = (MimeMultipart) part.getContent();
            for (var i = 0; i < several.getCount(); i++) {
                label(several.getBodyPart(i), eightBits);
            }
            if (eightBits) {
                part.setHeader(ENCODING, "8bit");
            } else {
                part.removeHeader(ENCODING);
            }
        } else if (part.isMimeType("text/*")) {
            part.setHeader(ENCODING, eightBits ? "8bit" : "quoted-printable");
        }
    }
}
