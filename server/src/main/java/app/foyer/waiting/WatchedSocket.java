package app.foyer.waiting;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A socket whose time limit costs nothing as long as it isn't reached. Java sets a timer for each read that has one,
/// and wakes a
/// thread for each timer; an answer of the database takes a tenth of a millisecond, and there are eight to a request.
/// Here one
/// thread looks after all who wait (see [Watchdog]).
///
/// Limits of less than [#WATCHED_FROM] are left to Java. A longer one is exceeded by up to [Watchdog#EVERY], and a read
/// that exceeds it closes the socket, before it throws [SocketTimeoutException] as any other's would. One thread reads
/// at a time.
public class WatchedSocket extends Socket {
    static final Duration WATCHED_FROM = Duration.ofSeconds(1);

    // What `reading` holds besides instants, which are odd.
    private static final long NOT_READING = 0;
    private static final long TOO_LATE = 2;

    private final AtomicLong reading = new AtomicLong(NOT_READING);
    private volatile long nanosAtMost = Long.MAX_VALUE;
    private volatile int limit;

    /// @param millis how long a read may take; 0 for any time
    @Override
    public void setSoTimeout(int millis) throws SocketException {
        var watched = millis >= WATCHED_FROM.toMillis();
        super.setSoTimeout(watched ? 0 : millis);
        nanosAtMost = watched ? Duration.ofMillis(millis).toNanos() : Long.MAX_VALUE;
        limit = millis;
    }

    @Override
    public int getSoTimeout() {
        return limit;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        var in = super.getInputStream();
        Watchdog.watch(this);
        return new WatchedStream(in);
    }

    /// Closes the socket if its reader has waited for longer than it may.
    void closeIfLate(long now) throws IOException {
        var since = reading.get();
        if (since != NOT_READING
                && since != TOO_LATE
                && now - since > nanosAtMost
                && reading.compareAndSet(since, TOO_LATE)) {
            close();
        }
    }

    private final class WatchedStream extends FilterInputStream {
        WatchedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            var since = System.nanoTime() | 1;
            reading.set(since);
            try {
                return super.read(into, from, most);
            } catch (IOException failed) {
                throw reading.get() == TOO_LATE ? tooLate(failed) : failed;
            } finally {
                reading.compareAndSet(since, NOT_READING);
            }
        }

        private SocketTimeoutException tooLate(IOException failed) {
            var tooLate = new SocketTimeoutException("No answer within " + Duration.ofMillis(limit));
            tooLate.initCause(failed);
            return tooLate;
        }
    }
}
