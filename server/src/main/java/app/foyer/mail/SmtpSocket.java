package app.foyer.mail;

import app.foyer.waiting.WatchedSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// A connection whose other side must answer in time and in few words. An answer has its time as a whole: a byte now
/// and then doesn't prolong it, and one without an end doesn't fill the memory. What is written can be held, to leave
/// in one piece: commands that each wait for their turn would wait for each other's acknowledgments too.
final class SmtpSocket extends WatchedSocket {
    /// There is room for any list of extensions, and for certificates with the authorities above them.
    private static final int LONGEST_ANSWER = 256 * 1024;

    private final Duration patience;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean holding;
    private long asked = System.nanoTime();
    private int heard;

    SmtpSocket(Duration patience) {
        this.patience = patience;
    }

    @Override
    protected int read(InputStream in, byte[] into, int from, int most) throws IOException {
        setSoTimeout(millisLeft());
        var count = super.read(in, into, from, most);
        heard += Math.max(0, count);
        if (heard > LONGEST_ANSWER) {
            throw new IOException("The answer has no end");
        }
        return count;
    }

    @Override
    protected void write(OutputStream out, byte[] bytes, int from, int count) throws IOException {
        if (holding) {
            held.write(bytes, from, count);
            return;
        }
        setSoTimeout(millis(patience));
        super.write(out, bytes, from, count);
        expectAnswer();
    }

    /// Keeps what is written from now on.
    void hold() {
        holding = true;
    }

    /// Lets it go.
    void release() throws IOException {
        holding = false;
        var all = held.toByteArray();
        held.reset();
        getOutputStream().write(all);
    }

    /// The next answer has all of its time from now on.
    void expectAnswer() {
        asked = System.nanoTime();
        heard = 0;
    }

    private int millisLeft() throws SocketTimeoutException {
        var left = millis(patience.minusNanos(System.nanoTime() - asked));
        if (left <= 0) {
            throw new SocketTimeoutException("The answer takes too long");
        }
        return left;
    }

    private static int millis(Duration time) {
        return (int) Math.min(time.toMillis(), Integer.MAX_VALUE);
    }
}
