package app.foyer.mail;

import java.time.Duration;

/// How many e-mails a worker claims at once: more while they leave quickly, so that they share statements and commits;
/// few as soon as they don't, so that none waits long behind the others.
class Portion {
    private static final int FEW = 10;
    private static final int MANY = 50;
    private static final Duration QUICK = Duration.ofMillis(20);

    /// How long others may wait behind a few.
    private static final Duration LATE = Duration.ofSeconds(2);

    private int size = FEW;
    private long begun;

    int size() {
        return size;
    }

    /// Whether a claim brought as much as it can, so that more may be waiting.
    boolean isFull(int claimed) {
        return claimed >= size;
    }

    void begin() {
        begun = System.nanoTime();
    }

    /// Whether what is left of this one had better go to other workers, as it didn't leave quickly.
    boolean isTooMuch(int left) {
        return left > FEW && took().compareTo(LATE) > 0;
    }

    /// @param mails how many it were
    void end(int mails) {
        size = mails == size && took().compareTo(QUICK.multipliedBy(mails)) < 0 ? Math.min(MANY, 2 * size) : FEW;
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
