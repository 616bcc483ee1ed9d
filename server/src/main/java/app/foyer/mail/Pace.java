package app.foyer.mail;

import java.time.Duration;

/// How many workers there are, and their rhythm.
///
/// @param connections how many workers, each with a connection of its own
/// @param lease how long a claimed e-mail is left alone by others; a dead node's are taken over after it
/// @param heartbeat how often the leases of what is under way are renewed
/// @param poll how often to look for e-mails that have become due
record Pace(int connections, Duration lease, Duration heartbeat, Duration poll) {

    static Pace usual(int connections) {
        return new Pace(connections, Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofMillis(500));
    }
}
