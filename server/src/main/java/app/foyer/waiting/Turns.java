package app.foyer.waiting;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Has requests take turns: as many at once as get on well together, the others in the order in which they came. All at
/// once they would be at the mercy of the scheduler of the operating system, which has some wait ten times as long as
/// others.
///
/// A turn is no lock. For whoever has waited for [#PATIENCE], the longest-held turn is taken back from who has it, and
/// who goes on without one. So those who wait themselves, for a reader of a long export or for another's
/// transaction, hold nobody up for much longer than that. Who knows that they are about to wait gives theirs up.
public final class Turns implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /// How often somebody looks whether anyone has waited for long enough. A timer for each who waits would wake a
    /// thread for each.
    private static final Duration LOOKS = Duration.ofMillis(20);

    private final Semaphore free;
    private final Queue<Turn> taken = new ConcurrentLinkedQueue<>();
    private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Turn> mine = new ThreadLocal<>();
    private final Thread usher;
    private volatile boolean usherRests;

    public Turns(int atOnce) {
        this.free = new Semaphore(atOnce, true);
        this.usher = Thread.ofPlatform().name("usher").daemon().start(this::usher);
    }

    /// The time in which a thread is at work.
    // By identity: one turn is as good as another, but not the same.
    public final class Turn implements AutoCloseable {
        @Override
        public void close() {
            mine.remove();
            end(this);
        }
    }

    private static final class Wait {
        private volatile long since = System.nanoTime();
    }

    /// Waits for this thread's turn, which lasts until it is closed.
    public Turn begin() {
        var turn = new Turn();
        if (await()) {
            taken.add(turn);
            mine.set(turn);
        }
        return turn;
    }

    /// Lets somebody else have this thread's turn, if it has one. It goes on without.
    public void giveUp() {
        var turn = mine.get();
        if (turn != null) {
            end(turn);
        }
    }

    private void end(Turn turn) {
        if (taken.remove(turn)) {
            free.release();
        }
    }

    private boolean await() {
        try {
            // Unlike without a time, nobody gets ahead of those who wait.
            if (!free.tryAcquire(0, TimeUnit.NANOSECONDS)) {
                queueUp();
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void queueUp() throws InterruptedException {
        var wait = new Wait();
        waits.add(wait);
        if (usherRests) {
            LockSupport.unpark(usher);
        }
        try {
            free.acquire();
        } finally {
            waits.remove(wait);
        }
    }

    private void usher() {
        while (!Thread.interrupted()) {
            usherRests = true;
            if (waits.isEmpty()) {
                LockSupport.park(this);
            }
            usherRests = false;
            LockSupport.parkNanos(this, LOOKS.toNanos());
            helpTheImpatient(System.nanoTime());
        }
    }

    private void helpTheImpatient(long now) {
        for (var wait : waits) {
            if (now - wait.since >= PATIENCE.toNanos()) {
                if (taken.poll() == null) {
                    return;
                }
                free.release();
                // Somebody else may have got it.
                wait.since = now;
            }
        }
    }

    /// How many could begin at once.
    public int available() {
        return free.availablePermits();
    }

    /// How many wait, about.
    int waiting() {
        return free.getQueueLength();
    }

    @Override
    public void close() {
        usher.interrupt();
    }
}
