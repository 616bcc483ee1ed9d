package app.foyer.mail;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Says that e-mails may be waiting. A ring wakes one worker; rings that nobody has answered yet count as one.
@Component
class Doorbell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private boolean waiting;

    void ring() {
        lock.lock();
        try {
            waiting = true;
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
            while (!waiting) {
                rung.await();
            }
            waiting = false;
        } finally {
            lock.unlock();
        }
    }
}
