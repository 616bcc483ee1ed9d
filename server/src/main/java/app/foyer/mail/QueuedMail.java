package app.foyer.mail;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An e-mail on its way: what about and to whom, but not yet written, so that no secret waits in the queue.
///
/// @param kind which [Correspondent] writes it
/// @param subject what it is about, such as the invitation's id
/// @param attempts how often it has been tried, this time included
public record QueuedMail(
        UUID id,
        String kind,
        @Nullable UUID organization,
        UUID subject,
        String recipient,
        Instant queuedAt,
        int attempts) {

    /// What stands behind the `@`, in lower case.
    String domain() {
        return recipient.substring(recipient.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
