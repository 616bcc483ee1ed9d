package app.foyer.mail;

import java.time.Duration;

/// What this node's workers know of the mail server's absence: while it is away only one of them looks for it now and
/// then, and when it is back whatever has waited for it alone leaves at once.
class Outage {
    private final Duration rest;
    private long looked;
    private boolean resting;
    private boolean away = true;
    private boolean over;

    /// @param rest how long nobody looks for a server that has just been found away
    Outage(Duration rest) {
        this.rest = rest;
    }

    synchronized void begun() {
        away = true;
        resting = true;
        looked = System.nanoTime();
    }

    /// The server takes letters. Before the first of them nobody knows what the node has missed.
    synchronized void over() {
        over |= away;
        away = false;
        resting = false;
    }

    synchronized boolean rests() {
        resting = resting && System.nanoTime() - looked < rest.toNanos();
        return resting;
    }

    /// Whether one has ended since this was asked last.
    synchronized boolean justOver() {
        var was = over;
        over = false;
        return was;
    }
}
