package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.foyer.database.Capacity;
import jakarta.servlet.FilterChain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TurnsTest {
    private final Turns turns = new Turns(new Capacity(2));

    @Test
    void noMoreThanTwoAreAtWorkAtOnce() throws InterruptedException {
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 16; i++) {
            threads.add(ask((_, _) -> {
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
        var oneByOne = new Turns(new Capacity(1));
        var enough = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        threads.add(ask(oneByOne, (_, _) -> waitFor(enough)));
        await().until(() -> oneByOne.available() == 0);
        var served = Collections.synchronizedList(new ArrayList<Integer>());
        for (var i = 0; i < 4; i++) {
            var number = i;
            threads.add(ask(oneByOne, (_, _) -> served.add(number)));
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
            stuck.add(ask((_, _) -> waitFor(enough)));
        }
        ask((_, _) -> {}).join();
        enough.countDown();
        for (var thread : stuck) {
            thread.join();
        }
        assertThat(turns.available()).isEqualTo(2);
    }

    @Test
    void aTurnEndsWhateverHappens() throws InterruptedException {
        for (var i = 0; i < 8; i++) {
            ask((_, _) -> {
                        throw new IllegalStateException("on purpose");
                    })
                    .join();
        }
        assertThat(turns.available()).isEqualTo(2);
    }

    private Thread ask(FilterChain work) {
        return ask(turns, work);
    }

    private static Thread ask(Turns turns, FilterChain work) {
        return Thread.ofVirtual().start(() -> {
            try {
                turns.doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), work);
            } catch (Exception failed) {
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
