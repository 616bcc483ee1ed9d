package app.foyer.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Timeout(60)
class SharedReadsTest {
    private final SharedReads<String, Integer> reads = new SharedReads<>(() -> {});

    /// What was true before somebody asked is no answer: a token that has been revoked, somebody who has been removed.
    @Test
    void nobodyGetsWhatWasReadBeforeTheyAsked() throws Exception {
        var fact = new AtomicInteger();
        var looks = new AtomicInteger();
        var start = new CyclicBarrier(16);
        Callable<Integer> reader = () -> {
            start.await(30, TimeUnit.SECONDS);
            var stale = 0;
            for (var i = 0; i < 5000; i++) {
                var known = fact.incrementAndGet();
                var read = reads.get("fact", () -> {
                    looks.incrementAndGet();
                    var now = fact.get();
                    Thread.yield();
                    return now;
                });
                stale += read < known ? 1 : 0;
            }
            return stale;
        };
        try (var readers = Executors.newFixedThreadPool(16)) {
            var stale = new ArrayList<Future<Integer>>();
            for (var i = 0; i < 16; i++) {
                stale.add(readers.submit(reader));
            }
            for (var one : stale) {
                assertThat(one.get(50, TimeUnit.SECONDS)).isZero();
            }
        }
        assertThat(looks.get()).isBetween(1, 16 * 5000 - 1);
    }

    @Test
    void aTransactionReadsForItself() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThat(reads.get("fact", () -> 7)).isEqualTo(7);
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
    }
}
