package app.foyer.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Chains each organization's events by hashes, some seconds after they were written, and tells whether a chain is
/// whole. Whoever writes down events neither waits for this nor knows of it.
@Component
public class Seals {
    private static final Logger LOG = LoggerFactory.getLogger(Seals.class);
    private static final int AT_A_TIME = 1000;

    private final SealStore store;
    private final TransactionTemplate sealing;
    private final TransactionTemplate verifying;
    private final InstantSource clock;

    Seals(SealStore store, PlatformTransactionManager transactions, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.sealing = new TransactionTemplate(transactions);
        this.verifying = new TransactionTemplate(transactions);
        verifying.setReadOnly(true);
        // The chain, the events and what waits are looked at one after the other, as of the same instant.
        verifying.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Scheduled(
            fixedDelayString = "${foyer.audit-seal-every:PT5S}",
            initialDelayString = "${foyer.audit-seal-every:PT5S}")
    void sealAll() {
        attempt(() -> store.waiting().forEach(organization -> attempt(() -> seal(organization, clock.instant()))));
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (NestedRuntimeException databaseAway) {
            LOG.warn("Audit events couldn't be sealed yet: {}", databaseAway.getMessage());
        }
    }

    /// Gives all events that wait their place, oldest first: the chain is in the order of sealing, so one that is
    /// committed late comes late. Does nothing while another node is at it.
    void seal(UUID organization, Instant now) {
        sealing.executeWithoutResult(_ -> {
            if (store.tryLock(organization)) {
                sealAll(organization, now.truncatedTo(ChronoUnit.MICROS));
            }
        });
    }

    private void sealAll(UUID organization, Instant sealedAt) {
        var head = store.head(organization);
        var last = SealStore.Seal.NONE.event();
        var more = true;
        while (more) {
            var batch = store.next(organization, head, last, sealedAt, AT_A_TIME);
            if (!batch.seals().isEmpty()) {
                store.put(organization, batch.seals(), sealedAt);
                head = batch.seals().getLast();
            }
            last = batch.last();
            more = batch.full();
        }
    }

    /// Computes the whole chain anew.
    ///
    /// @param head one that was noted earlier, which the chain must lead past
    public Verification verify(UUID organization, byte @Nullable [] head) {
        return verifying.execute(_ -> {
            var walk = new ChainWalk(head);
            var flaw = store.walk(organization, walk)
                    .or(() -> store.stray(organization)
                            .map(id -> new Verification.Flaw(Verification.Reason.INSERTED, null, id)))
                    .or(() -> store.lost(organization)
                            .map(id -> new Verification.Flaw(Verification.Reason.REMOVED, null, id)))
                    .or(walk::missedHead);
            return walk.result(store.waiting(organization), flaw.orElse(null));
        });
    }
}
