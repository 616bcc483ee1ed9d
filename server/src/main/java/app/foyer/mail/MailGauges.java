package app.foyer.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// How many e-mails wait, and for how long, over all nodes. Counted when somebody looks, but not at each look.
@Component
class MailGauges {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final MailStore store;
    private final InstantSource clock;
    private @Nullable Seen seen;

    MailGauges(MailStore store, InstantSource clock, MeterRegistry meters) {
        this.store = store;
        this.clock = clock;
        gauge("foyer.mail.queued", "E-mails that wait to be taken by the mail server", MailStore.Backlog::length)
                .register(meters);
        gauge("foyer.mail.oldest.age", "How long the oldest of them has waited", this::age)
                .baseUnit("seconds")
                .register(meters);
    }

    private record Seen(MailStore.@Nullable Backlog backlog, Instant at) {}

    private Gauge.Builder<MailGauges> gauge(
            String name, String description, ToDoubleFunction<MailStore.Backlog> value) {
        return Gauge.builder(name, this, gauges -> gauges.measure(value)).description(description);
    }

    private double measure(ToDoubleFunction<MailStore.Backlog> value) {
        var backlog = look();
        return backlog == null ? Double.NaN : value.applyAsDouble(backlog);
    }

    private double age(MailStore.Backlog backlog) {
        var oldest = backlog.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0);
    }

    private synchronized MailStore.@Nullable Backlog look() {
        var now = clock.instant();
        var last = seen;
        if (last == null || Duration.between(last.at, now).abs().compareTo(FRESH) > 0) {
            last = new Seen(read(), now);
            seen = last;
        }
        return last.backlog;
    }

    private MailStore.@Nullable Backlog read() {
        try {
            return store.backlog();
        } catch (DataAccessException databaseAway) {
            return null;
        }
    }
}
