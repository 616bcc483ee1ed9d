package app.foyer.people;

import app.foyer.audit.AuditReader;
import app.foyer.audit.AuditSearch;
import app.foyer.audit.RecordedEvent;
import app.foyer.audit.Seals;
import app.foyer.audit.Verification;
import app.foyer.database.Cursor;
import app.foyer.database.Ids;
import app.foyer.problem.NotFound;
import app.foyer.problem.RateLimited;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What members do with the audit log: read it, take it with them, have it checked.
@Component
class AuditEvents {
    /// Beyond so many rows a list no longer counts.
    private static final int COUNTED = 1000;

    // Each holds a connection for as long as it takes; the others stay for everybody else.
    private static final int AT_ONCE = 4;
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(10);

    private final AuditReader reader;
    private final Seals seals;
    private final TransactionTemplate reading;
    private final Semaphore longOnes = new Semaphore(AT_ONCE);

    AuditEvents(AuditReader reader, Seals seals, PlatformTransactionManager transactions) {
        this.reader = reader;
        this.seals = seals;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    Cursor.Slice<RecordedEvent> page(Acting acting, AuditSearch search, Optional<Cursor> after, int limit) {
        acting.require(Permission.SEE_AUDIT_LOG);
        return reader.page(acting.organization().id().value(), search, after, limit);
    }

    /// How many there are, if at most [#COUNTED].
    Optional<Integer> count(Acting acting, AuditSearch search) {
        acting.require(Permission.SEE_AUDIT_LOG);
        return Optional.of(reader.count(acting.organization().id().value(), search, COUNTED + 1))
                .filter(n -> n <= COUNTED);
    }

    RecordedEvent get(Acting acting, String id) {
        acting.require(Permission.SEE_AUDIT_LOG);
        return Ids.parse(id)
                .flatMap(i -> reader.find(acting.organization().id().value(), i))
                .orElseThrow(NotFound::new);
    }

    /// Hands over all that match, the newest first, however many there are.
    void each(Acting acting, AuditSearch search, Consumer<RecordedEvent> consumer) {
        acting.require(Permission.SEE_AUDIT_LOG);
        one(() -> {
            reading.executeWithoutResult(
                    _ -> reader.each(acting.organization().id().value(), search, consumer));
            return true;
        });
    }

    /// @param head one that was noted earlier, which the chain must lead past
    Verification verify(Acting acting, byte @Nullable [] head) {
        acting.require(Permission.SEE_AUDIT_LOG);
        return one(() -> seals.verify(acting.organization().id().value(), head));
    }

    private <T> T one(Supplier<T> longOne) {
        if (!longOnes.tryAcquire()) {
            throw new RateLimited("rate-limited.audit", TRY_AGAIN_AFTER);
        }
        try {
            return longOne.get();
        } finally {
            longOnes.release();
        }
    }
}
