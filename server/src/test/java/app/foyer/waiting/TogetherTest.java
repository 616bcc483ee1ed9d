package app.foyer.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Timeout(60)
class TogetherTest {
    /// The first to be served; the test says when it is done.
    private static final String FIRST = "first";

    private final ExecutorService guests = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<List<String>> parties = Collections.synchronizedList(new ArrayList<>());
    private final Together<String, String, String> together = new Together<>(new Kitchen(), waiting::incrementAndGet);

    private final class Kitchen implements Together.Work<String, String, String> {
        @Override
        public boolean canJoin(List<String> those, String another) {
            return those.size() < 10 && !those.contains(another);
        }

        @Override
        public List<String> serve(String kind, List<String> wanted) {
            parties.add(List.copyOf(wanted));
            if (wanted.contains(FIRST)) {
                waitFor(enough);
            }
            for (var dish : wanted) {
                switch (dish) {
                    case "off" -> throw new IllegalArgumentException("one is off");
                    case "fire" -> throw new UnsupportedOperationException("the kitchen is closed");
                    case "collapse" -> throw new AssertionError("on purpose");
                    default -> {}
                }
            }
            return wanted.stream().map(dish -> kind + " " + dish).toList();
        }

        @Override
        public boolean isOfOne(RuntimeException failed) {
            return failed instanceof IllegalArgumentException;
        }
    }

    @AfterEach
    void nobodyIsLeftAndNothingIsKept() throws InterruptedException {
        enough.countDown();
        guests.shutdown();
        assertThat(guests.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(together.kinds()).isZero();
    }

    @Test
    void whoFindsNobodyAtWorkIsServedAlone() {
        assertThat(together.get("roast", "a")).isEqualTo("roast a");
        assertThat(together.get("roast", "b")).isEqualTo("roast b");

        assertThat(parties).containsExactly(List.of("a"), List.of("b"));
        assertThat(waiting).hasValue(0);
    }

    @Test
    void whoComesMeanwhileIsServedTogether() throws Exception {
        var first = arrives(FIRST);
        var others = arrive("a", "b", "c");
        enough.countDown();

        assertThat(first.get()).isEqualTo("roast first");
        assertThat(answers(others)).containsExactly("roast a", "roast b", "roast c");
        assertThat(parties).containsExactly(List.of(FIRST), List.of("a", "b", "c"));
    }

    @Test
    void aPartyIsTheFirstOfTheLineThatGoTogether() throws Exception {
        arrives(FIRST);
        var others = arrive("a", "b", "a", "c");
        enough.countDown();

        assertThat(answers(others)).containsExactly("roast a", "roast b", "roast a", "roast c");
        assertThat(parties).containsExactly(List.of(FIRST), List.of("a", "b"), List.of("a", "c"));
    }

    @Test
    void whatOneHasDoneWrongIsNobodyElsesFault() throws Exception {
        arrives(FIRST);
        var others = arrive("a", "off", "b");
        enough.countDown();

        assertThat(others.get(0).get()).isEqualTo("roast a");
        assertThat(others.get(2).get()).isEqualTo("roast b");
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(others.get(1)::get)
                .havingCause()
                .withMessage("one is off");
        assertThat(parties).hasSize(5).contains(List.of("a", "off", "b"), List.of("a"), List.of("off"), List.of("b"));
    }

    @Test
    void whatHappensToAllIsTriedOnce() throws Exception {
        arrives(FIRST);
        var others = arrive("a", "fire", "b");
        enough.countDown();

        for (var other : others) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(other::get)
                    .withCauseInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(parties).containsExactly(List.of(FIRST), List.of("a", "fire", "b"));
    }

    @Test
    void nobodyWaitsForEverWhateverIsThrown() throws Exception {
        arrives(FIRST);
        var others = arrive("a", "collapse", "b");
        enough.countDown();

        for (var other : others) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(other::get)
                    .withCauseInstanceOf(IllegalStateException.class);
        }
        assertThat(together.get("roast", "later")).isEqualTo("roast later");
    }

    @Test
    void nobodyWaitsForAnotherKind() throws Exception {
        arrives(FIRST);

        assertThat(together.get("salad", "a")).isEqualTo("salad a");
        assertThat(waiting).hasValue(0);
    }

    @Test
    void nobodyWaitsInATransaction() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatIllegalStateException().isThrownBy(() -> together.get("roast", "a"));
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
    }

    @Test
    void allAreServedHoweverTheyCome() throws Exception {
        enough.countDown();
        var all = new ArrayList<Future<String>>();
        for (var i = 0; i < 5000; i++) {
            var dish = "dish" + i;
            all.add(guests.submit(() -> together.get("roast", dish)));
        }
        for (var i = 0; i < all.size(); i++) {
            assertThat(all.get(i).get()).isEqualTo("roast dish" + i);
        }
        assertThat(parties.stream().flatMap(List::stream)).hasSize(5000).doesNotHaveDuplicates();
    }

    private Future<String> arrives(String dish) {
        var answer = guests.submit(() -> together.get("roast", dish));
        await().until(() -> parties.size() == 1);
        return answer;
    }

    private List<Future<String>> arrive(String... dishes) {
        var answers = new ArrayList<Future<String>>();
        for (var dish : dishes) {
            answers.add(guests.submit(() -> together.get("roast", dish)));
            await().until(() -> waiting.get() == answers.size());
        }
        return answers;
    }

    private static List<String> answers(List<Future<String>> futures) throws Exception {
        var all = new ArrayList<String>();
        for (var future : futures) {
            all.add(future.get());
        }
        return all;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
