package app.foyer.people;

import java.time.Duration;

/// How many of its requests a token has made in a window of time that ends soon.
///
/// @param used all of them up to this one, as far as this node has heard of the other nodes'
/// @param left how long until the window ends
public record Allowance(int limit, int used, Duration left) {
    public static final Duration WINDOW = Duration.ofMinutes(1);

    public boolean isExceeded() {
        return used > limit;
    }

    public int remaining() {
        return Math.max(0, limit - used);
    }
}
