package app.foyer.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.PrivateKey;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;

/// Signs e-mails with the key of the sender's domain, so that others can tell that they come from there.
final class Dkim {
    private static final String HEADER = "DKIM-Signature";

    // From twice: nobody can add another one (RFC 6376, section 8.15).
    private static final String TEMPLATE = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; "
            + "h=from:from:to:subject:date:message-id:in-reply-to:references:feedback-id:auto-submitted"
            + ":mime-version:content-type:content-language; bh=; b=";

    private final DKIMSigner signer;

    Dkim(String selector, String domain, PrivateKey key) {
        signer = new DKIMSigner(TEMPLATE.formatted(domain, selector), key);
    }

    /// The last thing done to an e-mail.
    void sign(MimeMessage message) throws MessagingException {
        var content = new ByteArrayOutputStream();
        try {
            message.writeTo(content);
            var signature = signer.sign(new ByteArrayInputStream(content.toByteArray()));
            var value = signature.substring(HEADER.length() + 1).strip();
            message.setHeader(HEADER, MimeUtility.fold(HEADER.length() + 2, value));
        } catch (IOException | FailException unsigned) {
            throw new MessagingException("The e-mail couldn't be signed", unsigned);
        }
    }
}
