package app.foyer.waiting;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The one thread that looks after all sockets, [#EVERY] so often. There is one for the whole process, since the
/// database's driver makes its sockets by the name of a class.
final class Watchdog {
    static final Duration EVERY = Duration.ofMillis(250);

    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
    private static final Set<WatchedSocket> WATCHED = ConcurrentHashMap.newKeySet();

    static {
        Thread.ofPlatform().name("watchdog").daemon().start(Watchdog::look);
    }

    private Watchdog() {}

    /// Until it is closed.
    static void watch(WatchedSocket socket) {
        WATCHED.add(socket);
    }

    private static void look() {
        while (true) {
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException nobodyDoes) {
                return;
            }
            WATCHED.removeIf(WatchedSocket::isClosed);
            WATCHED.forEach(Watchdog::look);
        }
    }

    private static void look(WatchedSocket socket) {
        try {
            socket.closeIfLate(System.nanoTime());
        } catch (IOException failed) {
            LOG.log(Level.DEBUG, "It is closed all the same", failed);
        }
    }
}
