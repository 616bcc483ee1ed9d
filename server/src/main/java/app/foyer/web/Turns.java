package app.foyer.web;

import app.foyer.database.Capacity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Has requests take turns: as many at once as get on well together, the others in the order in which they came. All at
/// once they would be at the mercy of the scheduler of the operating system, which has some wait ten times as long as
/// others.
///
/// A turn is no lock. For whoever has waited for [#PATIENCE], the longest-held turn is taken back from who has it, and
/// who goes on without one. So those who wait themselves, for a reader of a long export or for another's
/// transaction, hold nobody up for much longer than that.
@Component
final class Turns extends OncePerRequestFilter {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /// How often somebody looks whether anyone has waited for long enough. A timer for each who waits would wake a
    /// thread for each.
    private static final Duration LOOKS = Duration.ofMillis(20);

    private final Semaphore free;
    private final Queue<Turn> taken = new ConcurrentLinkedQueue<>();
    private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();
    private final Thread usher;
    private volatile boolean usherRests;

    Turns(Capacity capacity) {
        this.free = new Semaphore(capacity.requests(), true);
        this.usher = Thread.ofPlatform().name("usher").daemon().start(this::usher);
    }

    // By identity: one turn is as good as another, but not the same.
    private static final class Turn {}

    private static final class Wait {
        private volatile long since = System.nanoTime();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var turn = new Turn();
        if (isMine()) {
            taken.add(turn);
        }
        try {
            chain.doFilter(request, response);
        } finally {
            if (taken.remove(turn)) {
                free.release();
            }
        }
    }

    private boolean isMine() {
        try {
            // Unlike without a time, nobody gets ahead of those who wait.
            if (!free.tryAcquire(0, TimeUnit.NANOSECONDS)) {
                await();
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void await() throws InterruptedException {
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
    int available() {
        return free.availablePermits();
    }

    /// How many wait, about.
    int waiting() {
        return free.getQueueLength();
    }

    @Override
    public void destroy() {
        usher.interrupt();
    }
}
