package app.foyer.invitation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// When a new invitation was asked for in the place of one that is dead, the first time first.
///
/// @param limit how often an hour; 0 = no limit
record Asks(List<Instant> at, int limit) {
    private static final Duration HOUR = Duration.ofHours(1);

    /// Those of the last hour. What lies further ahead is of a clock that has jumped since.
    private List<Instant> recent(Instant now) {
        return at.stream()
                .filter(ask -> Duration.between(ask, now).abs().compareTo(HOUR) < 0)
                .toList();
    }

    /// How long to wait until the next; empty when there is nothing to wait for.
    Optional<Duration> wait(Instant now) {
        var recent = recent(now);
        return limit == 0 || recent.size() < limit
                ? Optional.empty()
                : Optional.of(
                        Duration.between(now, recent.get(recent.size() - limit).plus(HOUR)));
    }

    /// The last one since an instant.
    Optional<Instant> lastSince(Instant since) {
        return at.stream().filter(ask -> !ask.isBefore(since)).reduce((_, later) -> later);
    }

    /// With one more. Those that no limit needs any more are forgotten.
    Asks with(Instant now) {
        var recent = recent(now);
        var needed = recent.subList(Math.max(0, recent.size() - Math.max(1, limit)), recent.size());
        return new Asks(Stream.concat(needed.stream(), Stream.of(now)).toList(), limit);
    }
}
