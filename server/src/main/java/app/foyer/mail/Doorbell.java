package app.foyer.mail;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Says that e-mails may be waiting. A ring wakes one worker; rings that nobody has answered yet count as one. The
/// first
/// after a silence is answered at once. Those that follow closely are answered together: so e-mails share statements.
@Component
class Doorbell {
    private static final long BREATH_NANOS = Duration.ofMillis(50).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private boolean waiting;
    private boolean urgent;
    private long answered = System.nanoTime() - BREATH_NANOS;

    void ring() {
        ring(false);
    }

    /// A ring that is answered at once, whenever the last one was.
    void ringUrgently() {
        ring(true);
    }

    private void ring(boolean urgently) {
        lock.lock();
        try {
            waiting = true;
            urgent |= urgently;
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Rings when the transaction that is under way has committed, as nobody else sees its e-mails before.
    void ringAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                ring();
            }
        });
    }

    /// Waits for a ring and answers it.
    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!waiting || breath() > 0) {
                if (waiting) {
                    rung.awaitNanos(breath());
                } else {
                    rung.await();
                }
            }
            waiting = false;
            urgent = false;
            answered = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    private long breath() {
        return urgent ? 0 : answered + BREATH_NANOS - System.nanoTime();
    }
}
