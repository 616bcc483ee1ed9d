package app.foyer.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(2);

    @Test
    void noMoreThanTwoAreAtWorkAtOnce() throws InterruptedException {
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 16; i++) {
            threads.add(ask(() -> {
                most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                Thread.yield();
                atWork.decrementAndGet();
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(most.get()).isBetween(1, 2);
        assertThat(turns.available()).isEqualTo(2);
    }

    @Test
    void whoComesFirstIsServedFirst() throws InterruptedException {
        // One at a time: two who are let in at the same instant have no order.
        var oneByOne = new Turns(1);
        var enough = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        threads.add(ask(oneByOne, () -> waitFor(enough)));
        await().until(() -> oneByOne.available() == 0);
        var served = Collections.synchronizedList(new ArrayList<Integer>());
        for (var i = 0; i < 4; i++) {
            var number = i;
            threads.add(ask(oneByOne, () -> served.add(number)));
            // In its place, or served already because it has lost its patience.
            await().until(() -> oneByOne.waiting() + served.size() == number + 1);
        }
        enough.countDown();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(served).containsExactly(0, 1, 2, 3);
    }

    @Test
    void thoseWhoAreStuckHoldNobodyUp() throws InterruptedException {
        var enough = new CountDownLatch(1);
        var stuck = new ArrayList<Thread>();
        for (var i = 0; i < 40; i++) {
            stuck.add(ask(() -> waitFor(enough)));
        }
        ask(() -> {}).join();
        enough.countDown();
        for (var thread : stuck) {
            thread.join();
        }
        assertThat(turns.available()).isEqualTo(2);
    }

    @Test
    void aTurnEndsWhateverHappens() throws InterruptedException {
        for (var i = 0; i < 8; i++) {
            ask(() -> {
                        throw new IllegalStateException("on purpose");
                    })
                    .join();
        }
        assertThat(turns.available()).isEqualTo(2);
    }

    @Test
    void whoGivesUpTheirTurnLetsSomebodyElseBegin() throws InterruptedException {
        var oneByOne = new Turns(1);
        var enough = new CountDownLatch(1);
        var waiting = ask(oneByOne, () -> {
            oneByOne.giveUp();
            waitFor(enough);
        });
        ask(oneByOne, () -> {}).join();

        assertThat(waiting.isAlive()).isTrue();
        enough.countDown();
        waiting.join();
        assertThat(oneByOne.available()).isEqualTo(1);
    }

    @Test
    void aTurnIsGivenUpOnce() throws InterruptedException {
        ask(() -> {
                    turns.giveUp();
                    turns.giveUp();
                })
                .join();
        turns.giveUp();

        assertThat(turns.available()).isEqualTo(2);
    }

    private Thread ask(Runnable work) {
        return ask(turns, work);
    }

    private static Thread ask(Turns turns, Runnable work) {
        return Thread.ofVirtual().start(() -> {
            try (var _ = turns.begin()) {
                work.run();
            } catch (IllegalStateException failed) {
                assertThat(failed).hasMessage("on purpose");
            }
        });
    }

    private static void waitFor(CountDownLatch enough) {
        try {
            enough.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
