package app.foyer.mail;

import jakarta.mail.MessagingException;

/// The connection isn't safe enough for what would go over it.
final class TlsNeeded extends MessagingException {
    TlsNeeded(String why) {
        super(why);
    }
}
