package app.foyer.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes away, once an hour, what nobody needs any more, in small batches. One node at a time does it: the one that
/// holds the job's row, which a node that dies lets go of.
@Component
public class CleanUp {
    static final int BATCH = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final JdbcClient db;
    private final ObjectProvider<Leftovers> leftovers;
    private final TransactionTemplate holding;
    private final TransactionTemplate clearing;
    private final InstantSource clock;

    CleanUp(
            JdbcClient db,
            ObjectProvider<Leftovers> leftovers,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.db = db;
        this.leftovers = leftovers;
        this.clock = clock;
        this.holding = new TransactionTemplate(transactions);
        this.clearing = new TransactionTemplate(transactions);
        clearing.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
    void run() {
        runIfDue(clock.instant());
    }

    /// @return whether this node did it; otherwise it isn't due, or another node is at it
    public boolean runIfDue(Instant now) {
        return Boolean.TRUE.equals(holding.execute(_ -> {
            if (!isDue(now)) {
                return false;
            }
            leftovers.orderedStream().forEach(some -> clear(some, now));
            db.sql("update recurring_job set done_at = :now where name = 'clean-up'")
                    .param("now", Sql.at(now))
                    .update();
            return true;
        }));
    }

    // What was done in the future was done by a clock that has been put right since.
    private boolean isDue(Instant now) {
        return !db.sql("""
                select name from recurring_job
                 where name = 'clean-up' and (done_at is null or done_at <= :before or done_at > :now)
                   for update skip locked
                """)
                .param("before", Sql.at(now.minus(EVERY)))
                .param("now", Sql.at(now))
                .query(String.class)
                .list()
                .isEmpty();
    }

    private void clear(Leftovers some, Instant now) {
        try {
            int cleared;
            do {
                cleared = clearing.execute(_ -> some.clear(now, BATCH));
            } while (cleared == BATCH);
        } catch (DataAccessException failed) {
            LOG.warn("Some of what nobody needs any more stays until next time: {}", failed.getMessage());
        }
    }
}
