package app.foyer.mail;

import io.swagger.v3.oas.annotations.media.Schema;

/// What is heard of an e-mail after the mail server had taken it.
///
/// @param reason in the words of whoever reported it
public record Bounce(Kind kind, String reason) {

    @Schema(name = "BounceKind")
    public enum Kind {
        /// It will never arrive.
        HARD,
        /// It hasn't arrived yet.
        SOFT,
        /// Its reader calls it unwanted.
        COMPLAINT;

        /// Whether the address gets no more e-mails for it.
        boolean isFinal() {
            return this != SOFT;
        }
    }
}
