package app.foyer.problem;

import java.time.Duration;
import java.util.Optional;

/// Over a limit that time lifts again. Nothing was done.
public final class RateLimited extends Problem {
    private final Duration retryAfter;
    private final String detail;

    /// @param detail key of the sentence in `messages/problems.properties`
    public RateLimited(String detail, Duration retryAfter, Object... arguments) {
        super(Kind.LIMITED, "rate-limited", arguments);
        this.detail = detail;
        this.retryAfter = retryAfter.isPositive() ? retryAfter : Duration.ofSeconds(1);
    }

    @Override
    public String detailKey() {
        return detail;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
