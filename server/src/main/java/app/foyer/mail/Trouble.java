package app.foyer.mail;

import java.util.Locale;

/// What kept an e-mail from being taken.
///
/// @param words the mail server's own, code first, or those of the failure
public record Trouble(Cause cause, String words) {

    /// What sort of trouble it is. What is passing may be over at the next try.
    public enum Cause {
        CONNECT(true, "connect"),
        TIMEOUT(true, "timeout"),
        TLS(true, "tls"),
        CERTIFICATE(true, "tls"),
        SIGN_IN(true, "auth"),
        CONNECTION_LOST(true, "lost"),
        PUT_OFF(true, "4xx"),
        UNKNOWN_ADDRESS(false, "5xx"),
        MAILBOX_FULL(false, "5xx"),
        NOT_ALLOWED(false, "5xx"),
        REFUSED(false, "5xx"),
        NOT_WRITTEN(true, "foyer"),
        UNWRITABLE(false, "foyer"),
        NEEDS_UTF8(false, "smtputf8"),
        SUPPRESSED(false, "suppressed");

        private final boolean passing;
        private final String tag;

        Cause(boolean passing, String tag) {
            this.passing = passing;
            this.tag = tag;
        }

        public boolean isPassing() {
            return passing;
        }

        /// What metrics call it.
        String tag() {
            return tag;
        }

        /// Key of the sentence that says it, in `messages/pages.properties`; the words go into it.
        public String messageKey() {
            return "trouble." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
