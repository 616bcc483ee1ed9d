package app.foyer.waiting;

import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Has those who ask the same in the same moment read it once. What they get was read after they had asked.
///
/// @param <Q> what is asked, by `equals`
/// @param <A> what is read; shared, so nobody may change it
public final class SharedReads<Q, A> {
    private final Together<Q, Supplier<A>, A> together;

    /// @param beforeWaiting called by each who is about to wait for another's reading
    public SharedReads(Runnable beforeWaiting) {
        this.together = new Together<>(new Reading<>(), beforeWaiting);
    }

    /// @param read reads it; by whoever reads for several, the last comer's is called
    public A get(Q question, Supplier<A> read) {
        // A transaction sees what it has written itself.
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? read.get()
                : together.get(question, read);
    }

    private record Reading<Q, A>() implements Together.Work<Q, Supplier<A>, A> {
        @Override
        public boolean canJoin(List<Supplier<A>> those, Supplier<A> another) {
            return true;
        }

        @Override
        public List<A> serve(Q question, List<Supplier<A>> wanted) {
            return Collections.nCopies(wanted.size(), wanted.getLast().get());
        }

        @Override
        public boolean isOfOne(RuntimeException failed) {
            return false;
        }
    }
}
