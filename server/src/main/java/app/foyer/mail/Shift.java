package app.foyer.mail;

import java.time.Duration;
import java.util.List;

/// The threads that empty the queue from one start to the next stop.
record Shift(Satchel satchel, List<Thread> workers, Thread settler) {
    private static final Duration TO_FINISH = Duration.ofMillis(1500);
    private static final Duration TO_GIVE_UP = Duration.ofMillis(300);
    private static final Duration TO_SETTLE = Duration.ofMillis(1000);

    void begin() {
        settler.start();
        workers.forEach(Thread::start);
    }

    /// Ends within three seconds: workers may finish what they have in hand, the settler writes down what became
    /// of it and hands the rest back.
    void end() throws InterruptedException {
        join(workers, TO_FINISH);
        // Interrupting a virtual thread closes the socket that it waits for.
        workers.forEach(Thread::interrupt);
        join(workers, TO_GIVE_UP);
        satchel.close();
        join(List.of(settler), TO_SETTLE);
        settler.interrupt();
    }

    private static void join(List<Thread> threads, Duration atMost) throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        for (var thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }
}
