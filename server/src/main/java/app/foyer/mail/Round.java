package app.foyer.mail;

import app.foyer.mail.Carrier.Handover;
import app.foyer.mail.Carrier.Handover.Failed;
import app.foyer.mail.Carrier.Handover.Reach;
import app.foyer.mail.Correspondent.Outcome;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Settled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker: claims what is due, has it written, hands it over one by one, then waits for the doorbell.
record Round(
        Satchel satchel,
        Scribe scribe,
        Carrier carrier,
        Portion portion,
        Outage outage,
        Doorbell doorbell,
        BooleanSupplier stopping)
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
            doorbell.ringUrgently();
        }
    }

    /// @return whether to look for more at once
    private boolean deliverSome() throws InterruptedException {
        if (!carrier.isReady() && outage.rests()) {
            return false;
        }
        var mails = fetched(() -> satchel.fill(scribe.kinds(), portion.size()));
        var away = mails.isEmpty() ? Optional.<Trouble>empty() : carrier.prepare(satchel.now());
        if (away.isPresent()) {
            letWait(mails, away.get());
            return false;
        }
        var more = portion.isFull(mails.size());
        if (more) {
            doorbell.ringUrgently();
        }
        portion.begin();
        var busy = false;
        try {
            busy = deliver(scribe.write(mails, satchel), mails.size() == 1) || mails.size() > 1;
        } catch (RuntimeException unforeseen) {
            LOG.error("E-mails couldn't be handed over, they are taken up again soon", unforeseen);
            satchel.forget(mails);
            busy = !mails.isEmpty();
        } finally {
            portion.end(mails.size());
        }
        if (busy && !more) {
            doorbell.ring();
        }
        return busy && more;
    }

    // Nothing has been written yet, so nothing is to be taken back. Others that are due would fare no better; they are
    // told together, so that what comes once one of them has been told is tried for itself.
    private void letWait(List<QueuedMail> mails, Trouble trouble) {
        outage.begun();
        LOG.warn("E-mails wait for the mail server: {}", trouble.words());
        var waiting = new ArrayList<>(mails);
        waiting.addAll(fetched(() -> satchel.fillForLater(scribe.kinds())));
        satchel.finish(waiting.stream()
                .map(mail -> new Settled(mail, delayed(mail, trouble, false, true)))
                .toList());
    }

    private static List<QueuedMail> fetched(Supplier<List<QueuedMail>> fetch) {
        try {
            return fetch.get();
        } catch (RuntimeException databaseAway) {
            LOG.warn("E-mails can't be fetched from the queue: {}", databaseAway.getMessage());
            return List.of();
        }
    }

    // What a stop leaves undelivered stays in the satchel, to be handed back from there.
    private boolean deliver(Map<QueuedMail, Letter> letters, boolean nothingElse) throws InterruptedException {
        var untried = new ArrayList<QueuedMail>();
        var left = new ArrayDeque<>(letters.entrySet());
        while (!left.isEmpty() && !stopping.getAsBoolean()) {
            if (portion.isTooMuch(left.size())) {
                untried.addAll(left.stream().map(Map.Entry::getKey).toList());
                break;
            }
            satchel.awaitSettled();
            var next = left.remove();
            var mail = next.getKey();
            if (!satchel.destinations().enter(mail.domain(), nothingElse, satchel.now())) {
                untried.add(mail);
                continue;
            }
            var handover = carry(mail, next.getValue());
            satchel.finish(mail, outcome(mail, handover));
            if (handover instanceof Failed failed) {
                delayReached(failed, mail, left, untried);
            }
        }
        if (!untried.isEmpty()) {
            scribe.putBack(untried, satchel);
        }
        return untried.size() < letters.size();
    }

    private Handover carry(QueuedMail mail, Letter letter) {
        var begun = System.nanoTime();
        try {
            return carrier.carry(mail, letter, satchel.now());
        } finally {
            satchel.destinations().left(mail.domain(), Duration.ofNanos(System.nanoTime() - begun), satchel.now());
        }
    }

    // What a time-out doesn't reach is taken up anew at once: by then its lease would be old.
    private void delayReached(
            Failed failed, QueuedMail mail, Deque<Map.Entry<QueuedMail, Letter>> left, List<QueuedMail> untried) {
        if (failed.reach() == Reach.LETTER) {
            return;
        }
        LOG.warn("E-mails wait, their way is blocked: {}", failed.trouble().words());
        var all = failed.reach() == Reach.ALL;
        if (all) {
            outage.begun();
        }
        for (var other : left) {
            if (all || other.getKey().domain().equals(mail.domain())) {
                satchel.finish(other.getKey(), delayed(other.getKey(), failed.trouble(), false, all));
            } else {
                untried.add(other.getKey());
            }
        }
        left.clear();
    }

    private Outcome outcome(QueuedMail mail, Handover handover) {
        return switch (handover) {
            case Handover.Taken(var answer) -> {
                outage.over();
                yield new Outcome.Taken(answer);
            }
            case Handover.Refused(var trouble) -> new Outcome.Refused(trouble, false);
            case Failed failed -> delayed(mail, failed.trouble(), failed.perhapsTaken(), failed.reach() == Reach.ALL);
        };
    }

    // A try that a stop cut short is nobody's fault: the next start makes up for it at once.
    private Outcome delayed(QueuedMail mail, Trouble trouble, boolean perhapsTaken, boolean serverAway) {
        if (stopping.getAsBoolean()) {
            return new Delayed(trouble, perhapsTaken, satchel.now());
        }
        var outcome = scribe.triedInVain(mail, trouble, perhapsTaken);
        return serverAway && outcome instanceof Delayed delayed ? delayed.untilTheServerIsBack() : outcome;
    }
}
