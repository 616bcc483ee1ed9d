package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who waits at the doorbell, and how often they get up.
class DoorbellTest {
    private final Doorbell doorbell = new Doorbell();
    private final Semaphore answers = new Semaphore(0);
    private Thread worker;

    @BeforeEach
    void waitForRings() {
        worker = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    doorbell.await();
                    answers.release();
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @AfterEach
    void goHome() {
        worker.interrupt();
    }

    @Test
    void ringsThatFollowCloselyAreAnsweredTogether() throws InterruptedException {
        doorbell.ring();
        answers.acquire();

        for (var i = 0; i < 1000; i++) {
            doorbell.ring();
        }
        answers.acquire();
        doorbell.ringUrgently();
        answers.acquire();

        assertThat(answers.availablePermits()).isLessThan(100);
    }

    @Test
    void anUrgentRingIsAnsweredWhileAnotherOneRests() throws InterruptedException {
        doorbell.ring();
        answers.acquire();
        doorbell.ring();
        doorbell.ringUrgently();

        answers.acquire();
    }
}
