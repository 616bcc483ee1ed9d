package app.foyer.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether an organization's record is still as it was written.
///
/// @param events how many have their place in the chain, up to its first flaw
/// @param waiting how many have been written in the last seconds and get theirs soon
/// @param sealedUpTo when the last of those events got its place
/// @param head the last hash, in hexadecimal digits
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Verification(
        boolean intact,
        long events,
        int waiting,
        @Nullable Instant sealedUpTo,
        @Nullable String head,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Flaw firstBroken) {

    /// What is wrong, and where.
    ///
    /// @param place in the chain, from 1 on
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "VerificationFlaw")
    public record Flaw(
            Reason reason, @Nullable Long place, @Nullable UUID event) {}

    @Schema(name = "VerificationFlawReason")
    public enum Reason {
        /// The event or its place is not what was sealed, or stands where another one was.
        CHANGED,
        /// The event is gone.
        REMOVED,
        /// A place in the chain is gone.
        PLACE_REMOVED,
        /// The event came into the record by another way than all others.
        INSERTED,
        /// The event says that it happened long before others that were sealed earlier.
        BACKDATED,
        /// The chain doesn't lead past the head that was noted earlier.
        HEAD_NOT_FOUND
    }
}
