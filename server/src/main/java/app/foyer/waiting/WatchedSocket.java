package app.foyer.waiting;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A socket whose time limit costs nothing as long as it isn't reached, and holds for writing as well. Java sets a
/// timer for each read that has a limit, and wakes a thread for each timer; an answer of the database takes a tenth of
/// a millisecond, and there are seven to a page. Here one thread looks after all who wait (see [Watchdog]).
///
/// A limit is exceeded by up to [Watchdog#EVERY], and who exceeds it has the socket closed, before
/// [SocketTimeoutException] is thrown as any other's would. Limits on reading of less than [#WATCHED_FROM] are left to
/// Java. One thread reads at a time, and one writes.
public class WatchedSocket extends Socket {
    static final Duration WATCHED_FROM = Duration.ofSeconds(1);

    private final Wait reading = new Wait();
    private final Wait writing = new Wait();
    private volatile int limit;

    /// @param millis how long a read or a write may take; 0 for any time
    @Override
    public void setSoTimeout(int millis) throws SocketException {
        var watched = millis >= WATCHED_FROM.toMillis();
        super.setSoTimeout(watched ? 0 : millis);
        reading.allow(watched ? millis : 0);
        writing.allow(millis);
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
        return new Reading(in);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        var out = super.getOutputStream();
        Watchdog.watch(this);
        return new Writing(out);
    }

    /// Reads for whoever reads from the socket.
    protected int read(InputStream in, byte[] into, int from, int most) throws IOException {
        reading.begin();
        try {
            return in.read(into, from, most);
        } catch (IOException failed) {
            throw reading.reason(failed);
        } finally {
            reading.end();
        }
    }

    /// Writes for whoever writes to the socket.
    protected void write(OutputStream out, byte[] bytes, int from, int count) throws IOException {
        writing.begin();
        try {
            out.write(bytes, from, count);
        } catch (IOException failed) {
            throw writing.reason(failed);
        } finally {
            writing.end();
        }
    }

    /// Closes the socket if somebody has waited for longer than they may.
    void closeIfLate(long now) throws IOException {
        if (reading.isLate(now) || writing.isLate(now)) {
            close();
        }
    }

    /// What one side of the socket waits for.
    private static final class Wait {
        private static final long NOT_WAITING = 0;
        private static final long TOO_LATE = 2;

        // An instant is odd, so it is neither of the two.
        private final AtomicLong since = new AtomicLong(NOT_WAITING);
        private volatile long nanosAtMost = Long.MAX_VALUE;

        void allow(int millis) {
            nanosAtMost =
                    millis == 0 ? Long.MAX_VALUE : Duration.ofMillis(millis).toNanos();
        }

        void begin() {
            since.set(System.nanoTime() | 1);
        }

        void end() {
            since.set(NOT_WAITING);
        }

        boolean isLate(long now) {
            var began = since.get();
            return began != NOT_WAITING
                    && began != TOO_LATE
                    && now - began > nanosAtMost
                    && since.compareAndSet(began, TOO_LATE);
        }

        IOException reason(IOException failed) {
            if (since.get() != TOO_LATE) {
                return failed;
            }
            var tooLate = new SocketTimeoutException("Nothing within " + Duration.ofNanos(nanosAtMost));
            tooLate.initCause(failed);
            return tooLate;
        }
    }

    private final class Reading extends FilterInputStream {
        Reading(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            return WatchedSocket.this.read(in, into, from, most);
        }
    }

    private final class Writing extends FilterOutputStream {
        Writing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            WatchedSocket.this.write(out, bytes, from, count);
        }
    }
}
