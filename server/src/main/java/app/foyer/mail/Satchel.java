package app.foyer.mail;

import app.foyer.mail.Correspondent.Outcome;
import app.foyer.mail.Correspondent.Settled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The e-mails that this node has claimed and not yet settled.
class Satchel {
    private static final int MANY = 100;

    /// By connection.
    private static final int UNSETTLED = 10;

    private final MailStore store;
    private final Pace pace;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<UUID, QueuedMail> underWay = new HashMap<>();
    private final List<Settled> finished = new ArrayList<>();
    private final Set<UUID> unsettled = new HashSet<>();
    private final Destinations destinations;
    private boolean closed;

    Satchel(MailStore store, Pace pace, InstantSource clock) {
        this.store = store;
        this.pace = pace;
        this.clock = clock;
        this.destinations = new Destinations(pace.connections());
    }

    Destinations destinations() {
        return destinations;
    }

    Instant now() {
        return clock.instant();
    }

    /// Claims what is due next.
    List<QueuedMail> fill(Set<String> kinds, int atMost) {
        var crowded = destinations.crowded();
        var mails = claim(kinds, crowded, atMost);
        // Only when there is nothing else to do.
        return mails.isEmpty() && !crowded.isEmpty() && destinations.spare() ? claim(kinds, Set.of(), 1) : mails;
    }

    /// Claims much of what is due, though none of it can be handed over now.
    List<QueuedMail> fillForLater(Set<String> kinds) {
        return claim(kinds, Set.of(), MANY);
    }

    /// What has waited for the mail server alone is due now.
    int bringForward() {
        return store.bringForward(clock.instant());
    }

    /// Many have left.
    void tidy() {
        store.tidy();
    }

    private List<QueuedMail> claim(Set<String> kinds, Set<String> without, int count) {
        var now = clock.instant();
        var mails = store.claim(kinds, without, count, now, now.plus(pace.lease()));
        locked(() -> mails.forEach(mail -> underWay.put(mail.id(), mail)));
        return mails;
    }

    void finish(QueuedMail mail, Outcome outcome) {
        finish(List.of(new Settled(mail, outcome)));
    }

    void finish(Collection<Settled> results) {
        locked(() -> {
            finished.addAll(results);
            results.forEach(result -> unsettled.add(result.mail().id()));
        });
    }

    /// Has nothing to do with these any more. Rows of theirs that still exist come up again when their lease ends.
    void forget(Collection<QueuedMail> mails) {
        locked(() -> mails.forEach(mail -> {
            underWay.remove(mail.id());
            unsettled.remove(mail.id());
        }));
    }

    /// Waits until few enough results are still to be settled: if this node is killed, these come twice.
    void awaitSettled() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (unsettled.size() >= UNSETTLED * pace.connections() && !closed) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Renews the leases.
    void keep() {
        var mails = underWay();
        if (!mails.isEmpty()) {
            store.keep(mails, clock.instant().plus(pace.lease()));
        }
    }

    /// Puts back whatever is still in here.
    void handBack() {
        var mails = underWay();
        if (!mails.isEmpty()) {
            store.handBack(mails, clock.instant());
            forget(mails);
        }
    }

    /// The results that are there, at once if there are any; none when the time is up or the satchel is closed.
    List<Settled> results(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (finished.isEmpty() && !closed) {
                changed.awaitNanos(atMost.toNanos());
            }
            var results = List.copyOf(finished);
            finished.clear();
            return results;
        } finally {
            lock.unlock();
        }
    }

    /// No more results will come.
    void close() {
        locked(() -> closed = true);
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private List<QueuedMail> underWay() {
        lock.lock();
        try {
            return List.copyOf(underWay.values());
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
