package app.foyer.waiting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Has those who want the same kind of thing in the same moment get it together. Whoever finds nobody at work gets it
/// at once, alone. Those who come meanwhile gather, and when that is done the first of them does it for all. So nobody
/// is given what was begun before they came, and nobody waits for others to come.
///
/// @param <K> of what kind it is, by `equals`
/// @param <W> what one of them wants
/// @param <A> what one of them gets
public final class Together<K, W, A> {
    private final Work<K, W, A> work;
    private final Runnable beforeWaiting;
    private final Map<K, Deque<Guest<W, A>>> gatherings = new ConcurrentHashMap<>();

    /// What is done for those who have gathered.
    public interface Work<K, W, A> {
        /// Whether another can be served together with those.
        boolean canJoin(List<W> those, W another);

        /// Does it for all of them, or for none and throws.
        ///
        /// @return what each gets, in their order
        List<A> serve(K kind, List<W> wanted);

        /// Whether what was thrown may be due to one of them. Then it is done for each alone, and else all have it
        /// thrown.
        boolean isOfOne(RuntimeException failed);
    }

    /// @param beforeWaiting called by each who is about to wait for others
    public Together(Work<K, W, A> work, Runnable beforeWaiting) {
        this.work = work;
        this.beforeWaiting = beforeWaiting;
    }

    /// @param turn what they come to
    private record Guest<W, A>(W wanted, CompletableFuture<Supplier<A>> turn) {}

    /// @throws RuntimeException what was thrown by doing it
    /// @throws IllegalStateException in a transaction, whose connection others may need
    public A get(K kind, W wanted) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Nobody waits for others in a transaction");
        }
        var me = new Guest<>(wanted, new CompletableFuture<Supplier<A>>());
        gatherings.compute(kind, (_, waiting) -> {
            if (waiting == null) {
                invite(kind, List.of(me));
                return new ArrayDeque<>();
            }
            waiting.add(me);
            return waiting;
        });
        if (!me.turn.isDone()) {
            beforeWaiting.run();
        }
        return me.turn.join().get();
    }

    private void invite(K kind, List<Guest<W, A>> party) {
        party.getFirst().turn.complete(() -> host(kind, party));
    }

    /// Does it for a party, of which this is the first.
    private A host(K kind, List<Guest<W, A>> party) {
        List<Supplier<A>> turns;
        try {
            turns = serve(kind, party);
        } finally {
            // Ahead of what these do next: the others have waited for long enough.
            handOver(kind);
        }
        for (var i = 1; i < party.size(); i++) {
            party.get(i).turn.complete(turns.get(i));
        }
        return turns.getFirst().get();
    }

    private List<Supplier<A>> serve(K kind, List<Guest<W, A>> party) {
        try {
            var answers = work.serve(kind, party.stream().map(Guest::wanted).toList());
            return answers.stream().<Supplier<A>>map(answer -> () -> answer).toList();
        } catch (RuntimeException | Error thrown) {
            var failed = thrown instanceof RuntimeException usual ? usual : new IllegalStateException(thrown);
            var again = party.size() > 1 && work.isOfOne(failed);
            return party.stream()
                    .<Supplier<A>>map(guest -> () -> {
                        if (again) {
                            return work.serve(kind, List.of(guest.wanted)).getFirst();
                        }
                        throw failed;
                    })
                    .toList();
        }
    }

    private void handOver(K kind) {
        gatherings.computeIfPresent(kind, (_, waiting) -> {
            if (waiting.isEmpty()) {
                return null;
            }
            var party = new ArrayList<Guest<W, A>>();
            var wanted = new ArrayList<W>();
            do {
                party.add(waiting.element());
                wanted.add(waiting.remove().wanted);
            } while (!waiting.isEmpty() && work.canJoin(wanted, waiting.element().wanted));
            invite(kind, party);
            return waiting;
        });
    }

    /// Of how many kinds somebody is at work.
    int kinds() {
        return gatherings.size();
    }
}
