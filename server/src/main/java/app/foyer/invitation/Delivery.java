package app.foyer.invitation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of an invitation's last e-mail.
///
/// @param at when it was taken, refused or came back
/// @param reason in words, the mail server's own among them, why it was put off or failed
/// @param nextTryAt when it is tried again, once it has been tried in vain
/// @param answer what the mail server said last, in its own words
@JsonInclude(JsonInclude.Include.ALWAYS)
record Delivery(
        @Schema(
                description =
                        "`QUEUED` until the mail server has taken it, `SENT` then, `FAILED` when it never will be.")
        State state,

        @Schema(description = "When the mail server took it, or when it failed.") @Nullable
        Instant at,

        @Schema(
                description = "In words why it failed, or why it still waits after a try in vain.",
                example = "The mail server does not know this address: 550 5.1.1 no such user")
        @Nullable
        String reason,

        @Schema(description = "When it is tried again, once it has been tried in vain.") @Nullable
        Instant nextTryAt,

        @Schema(
                description = "What the mail server said last, in its own words.",
                example = "250 2.0.0 Ok: queued as 4c8K2v")
        @Nullable
        String answer) {
    @Schema(name = "DeliveryState")
    enum State {
        QUEUED,
        SENT,
        FAILED
    }

    static Delivery queued() {
        return new Delivery(State.QUEUED, null, null, null, null);
    }
}
