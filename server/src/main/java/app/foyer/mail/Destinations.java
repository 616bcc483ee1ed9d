package app.foyer.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Where this node's workers are busy. One slow mail server among those that letters go to must not hold up the mail to
/// others: a slow domain gets half of the workers at most, and slow ones together leave one worker free.
class Destinations {
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration REMEMBERED = Duration.ofMinutes(2);

    private final int workers;
    private final Map<String, Domain> domains = new HashMap<>();

    Destinations(int workers) {
        this.workers = workers;
    }

    /// @param workers how many hand something over to it now
    /// @param lasted how long that took lately
    private record Domain(int workers, Duration lasted, Instant seen) {
        boolean isSlow() {
            return lasted.compareTo(SLOW) >= 0;
        }

        Domain with(int change, Instant now) {
            return new Domain(workers + change, lasted, now);
        }

        // One letter that goes quickly makes a slow domain quick again.
        Domain left(Duration took, Instant now) {
            return new Domain(workers - 1, took, now);
        }
    }

    /// Whether a worker may hand a letter over to a domain now. If so, it says when it has [#left].
    ///
    /// @param nothingElse nothing else is to be done, so that a slow domain may have more workers
    synchronized boolean enter(String domain, boolean nothingElse, Instant now) {
        var known = domains.getOrDefault(domain, new Domain(0, Duration.ZERO, now));
        if (known.isSlow() && (nothingElse ? !spare() : isCrowded(known))) {
            return false;
        }
        domains.put(domain, known.with(1, now));
        return true;
    }

    synchronized void left(String domain, Duration took, Instant now) {
        domains.computeIfPresent(domain, (_, known) -> known.left(took, now));
        domains.values()
                .removeIf(known -> known.workers == 0
                        && (!known.isSlow() || known.seen.plus(REMEMBERED).isBefore(now)));
    }

    /// The domains that take no more workers now, as long as there is anything else to do.
    synchronized Set<String> crowded() {
        return domains.entrySet().stream()
                .filter(entry -> entry.getValue().isSlow() && isCrowded(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// Whether one more worker may be busy with slow domains.
    synchronized boolean spare() {
        return busyWithSlow() < Math.max(1, workers - 1);
    }

    private boolean isCrowded(Domain domain) {
        return domain.workers >= workers / 2 || !spare();
    }

    private int busyWithSlow() {
        return domains.values().stream()
                .filter(Domain::isSlow)
                .mapToInt(Domain::workers)
                .sum();
    }
}
