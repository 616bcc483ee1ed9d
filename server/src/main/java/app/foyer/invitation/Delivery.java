package app.foyer.invitation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of an invitation's last e-mail.
///
/// @param at when it was taken or refused
/// @param reason what the mail server said when it refused or put off
@JsonInclude(JsonInclude.Include.ALWAYS)
record Delivery(State state, @Nullable Instant at, @Nullable String reason) {
    enum State {
        QUEUED,
        SENT,
        FAILED
    }

    static Delivery queued() {
        return new Delivery(State.QUEUED, null, null);
    }
}
