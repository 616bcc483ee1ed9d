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
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Has requests take turns: as many at once as get on well together, the others in the order in which they came. All at
/// once they would be at the mercy of the scheduler of the operating system, which has some wait ten times as long as
/// others.
///
/// A turn is no lock. Whoever has waited for [#PATIENCE] takes over the turn of whoever has had theirs for the longest,
/// and who goes on without one. So those who wait themselves, for a reader of a long export or for another's
/// transaction, hold nobody up for longer than that.
@Component
final class Turns extends OncePerRequestFilter {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Semaphore free;
    private final Queue<Turn> taken = new ConcurrentLinkedQueue<>();

    Turns(Capacity capacity) {
        this.free = new Semaphore(capacity.requests(), true);
    }

    // By identity: one turn is as good as another, but not the same.
    private static final class Turn {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var turn = new Turn();
        if (isFree()) {
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

    private boolean isFree() {
        try {
            return free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || taken.poll() != null;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
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
}
