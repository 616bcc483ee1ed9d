package app.foyer.mail;

import java.time.Instant;
import java.util.Optional;

/// Brings letters to where they are read. Each worker has one of its own.
interface Carrier extends AutoCloseable {

    Handover carry(QueuedMail mail, Letter letter, Instant now);

    /// Whether something can be carried at once, without looking for the mail server first.
    default boolean isReady() {
        return true;
    }

    /// Gets ready.
    ///
    /// @return what is in the way
    default Optional<Trouble> prepare(Instant now) {
        return Optional.empty();
    }

    /// Nothing is to be carried for now: lets go of what has been idle for long.
    default void rest(Instant now) {}

    @Override
    default void close() {}

    /// How one try to hand a letter over went.
    sealed interface Handover {
        record Taken(String answer) implements Handover {}

        record Refused(Trouble trouble) implements Handover {}

        /// @param perhapsTaken the letter may have arrived nevertheless
        /// @param reach which letters it would be in vain to try right after this one
        record Failed(Trouble trouble, boolean perhapsTaken, Reach reach) implements Handover {}

        /// How far a trouble reaches.
        enum Reach {
            LETTER,
            DOMAIN,
            ALL
        }
    }
}
