package app.foyer.journeys;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what comes true sooner or later, and fails if it doesn't.
final class Eventually {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private Eventually() {}

    static void holds(String what, Duration within, BooleanSupplier condition) {
        present(what, within, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    static <T> T present(String what, Duration within, Supplier<Optional<T>> value) {
        var end = Instant.now().plus(within);
        while (true) {
            var found = value.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Not within %d s: %s".formatted(within.toSeconds(), what));
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
