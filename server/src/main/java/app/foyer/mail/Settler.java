package app.foyer.mail;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settles in groups what the workers finish, renews the leases of what they have under way, and rings for
/// e-mails that have become due. One thread does all three, so that a renewal never undoes a settlement.
class Settler implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

    private static final int TIDY_AFTER = 2000;

    private final Satchel satchel;
    private final Arrears arrears;
    private final Doorbell doorbell;
    private final Outage outage;
    private final Pace pace;
    private int goneSinceTidied;
    private long lastBeat = System.nanoTime();
    private long lastRing = System.nanoTime();
    private long restUntil = System.nanoTime();

    Settler(Satchel satchel, Arrears arrears, Doorbell doorbell, Outage outage, Pace pace) {
        this.satchel = satchel;
        this.arrears = arrears;
        this.doorbell = doorbell;
        this.outage = outage;
        this.pace = pace;
    }

    @Override
    public void run() {
        try {
            while (!satchel.closed()) {
                turn();
            }
            settle();
            satchel.handBack();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException databaseAway) {
            LOG.warn("E-mails under way couldn't be handed back, their leases end soon: {}", databaseAway.getMessage());
        }
    }

    private void turn() throws InterruptedException {
        try {
            arrears.add(satchel.results(pace.poll()));
            if (System.nanoTime() - restUntil >= 0) {
                settle();
            }
            beat();
            bringForward();
        } catch (RuntimeException databaseAway) {
            LOG.warn("E-mails that wait couldn't be looked after: {}", databaseAway.getMessage());
        }
        ring();
    }

    private void settle() throws InterruptedException {
        arrears.add(satchel.results(Duration.ZERO));
        if (!arrears.isEmpty()) {
            var settled = arrears.settle();
            satchel.forget(settled);
            tidyAfter(settled.size());
        }
        if (!arrears.isEmpty()) {
            restUntil = System.nanoTime() + pace.poll().toNanos();
        }
    }

    private void tidyAfter(int gone) {
        goneSinceTidied += gone;
        if (goneSinceTidied >= TIDY_AFTER) {
            goneSinceTidied = 0;
            satchel.tidy();
        }
    }

    private void beat() {
        if (System.nanoTime() - lastBeat >= pace.heartbeat().toNanos()) {
            lastBeat = System.nanoTime();
            satchel.keep();
        }
    }

    // Not before what was found out during the outage is settled.
    private void bringForward() {
        if (arrears.isEmpty() && outage.justOver()) {
            var due = satchel.bringForward();
            if (due > 0) {
                LOG.info("The mail server is back, {} e-mails that waited for it leave", due);
                doorbell.ringUrgently();
            }
        }
    }

    private void ring() {
        if (System.nanoTime() - lastRing >= pace.poll().toNanos()) {
            lastRing = System.nanoTime();
            doorbell.ring();
        }
    }
}
