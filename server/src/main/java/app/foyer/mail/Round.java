package app.foyer.mail;

import app.foyer.mail.Carrier.Handover;
import app.foyer.mail.Carrier.Handover.Failed;
import app.foyer.mail.Correspondent.Outcome;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker: claims what is due, has it written, hands it over one by one, then waits for the doorbell.
record Round(Satchel satchel, Scribe scribe, Carrier carrier, Doorbell doorbell, BooleanSupplier stopping)
        implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    @Override
    public void run() {
        try (carrier) {
            while (!stopping.getAsBoolean()) {
                if (!deliverSome()) {
                    carrier.rest(satchel.now());
                    doorbell.await();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            // Whoever stops all workers rings once, which wakes one of them.
            doorbell.ring();
        }
    }

    private boolean deliverSome() {
        var mails = claimed();
        if (Satchel.full(mails)) {
            doorbell.ring();
        }
        try {
            deliver(scribe.write(mails, satchel));
        } catch (RuntimeException unforeseen) {
            LOG.error("E-mails couldn't be handed over, they are taken up again soon", unforeseen);
            satchel.forget(mails);
        }
        return !mails.isEmpty();
    }

    private List<QueuedMail> claimed() {
        try {
            return satchel.fill(scribe.kinds());
        } catch (RuntimeException databaseAway) {
            LOG.warn("E-mails can't be fetched from the queue: {}", databaseAway.getMessage());
            return List.of();
        }
    }

    // What a stop leaves undelivered stays in the satchel, to be handed back from there.
    private void deliver(Map<QueuedMail, Letter> letters) {
        var left = letters.entrySet().iterator();
        while (left.hasNext() && !stopping.getAsBoolean()) {
            var next = left.next();
            var handover = carrier.carry(next.getKey(), next.getValue(), satchel.now());
            satchel.finish(next.getKey(), outcome(next.getKey(), handover));
            if (handover instanceof Failed failed && failed.blocked()) {
                LOG.warn(
                        "E-mails wait, their way is blocked: {}",
                        failed.trouble().words());
                left.forEachRemaining(
                        other -> satchel.finish(other.getKey(), delayed(other.getKey(), failed.trouble(), false)));
            }
        }
    }

    private Outcome outcome(QueuedMail mail, Handover handover) {
        return switch (handover) {
            case Handover.Taken(var answer) -> new Outcome.Taken(answer);
            case Handover.Refused(var trouble) -> new Outcome.Refused(trouble, false);
            case Failed failed -> delayed(mail, failed.trouble(), failed.perhapsTaken());
        };
    }

    // A try that a stop cut short is nobody's fault: the next start makes up for it at once.
    private Outcome delayed(QueuedMail mail, Trouble trouble, boolean perhapsTaken) {
        return stopping.getAsBoolean()
                ? new Delayed(trouble, perhapsTaken, satchel.now())
                : scribe.triedInVain(mail, trouble, perhapsTaken);
    }
}
