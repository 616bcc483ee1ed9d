package app.foyer.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Writes the letters of one kind at the moment they are handed to the mail server, and hears what became of them.
public interface Correspondent {

    /// Which queued e-mails are its own.
    String kind();

    /// The letters by the queued e-mails' ids. An e-mail that gets none has lost its reason and is dropped.
    /// Runs in a transaction of its own that is committed before anything is handed over.
    Map<UUID, Letter> write(List<QueuedMail> mails, Instant now);

    /// What became of e-mails that it wrote. Runs in the transaction that settles them in the queue.
    default void settled(List<Settled> settled, Instant now) {}

    /// E-mails that it wrote were not handed over after all, and wait again. Runs in the transaction that puts them
    /// back.
    default void untried(List<QueuedMail> mails) {}

    /// E-mails that it wrote have come back after the mail server had taken them. Runs in the transaction that notes
    /// it.
    default void bounced(List<Bounced> bounced, Instant now) {}

    /// An e-mail and what was heard of it.
    record Bounced(QueuedMail mail, Bounce bounce) {}

    /// An e-mail and what became of this try.
    record Settled(QueuedMail mail, Outcome outcome) {}

    /// What became of handing over one e-mail.
    sealed interface Outcome {
        /// The mail server has taken it.
        ///
        /// @param answer what it said to that, `250 …`; empty where there is no mail server
        record Taken(String answer) implements Outcome {}

        /// It won't be tried again: the mail server refuses it for good, or has put it off for too long.
        ///
        /// @param perhapsTaken an earlier connection broke at the message's end: the server may have taken it
        record Refused(Trouble trouble, boolean perhapsTaken) implements Outcome {}

        /// It will be tried again.
        ///
        /// @param perhapsTaken the connection broke at the message's end: the server may have taken it
        /// @param serverAway it waits for nothing but the mail server, and leaves as soon as that is back
        record Delayed(Trouble trouble, boolean perhapsTaken, Instant nextTry, boolean serverAway) implements Outcome {
            public Delayed(Trouble trouble, boolean perhapsTaken, Instant nextTry) {
                this(trouble, perhapsTaken, nextTry, false);
            }

            Delayed untilTheServerIsBack() {
                return new Delayed(trouble, perhapsTaken, nextTry, true);
            }
        }
    }
}
