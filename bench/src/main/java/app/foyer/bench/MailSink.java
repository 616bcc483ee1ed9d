package app.foyer.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// A mail server that takes every e-mail at once and forgets it, all but the last.
final class MailSink implements AutoCloseable {
    private final ServerSocket door;
    private final AtomicInteger taken = new AtomicInteger();
    private volatile byte[] last = new byte[0];

    MailSink() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::welcome);
    }

    int port() {
        return door.getLocalPort();
    }

    int taken() {
        return taken.get();
    }

    /// The last e-mail as it came, with its line of one dot.
    byte[] last() {
        return last;
    }

    private void welcome() {
        while (true) {
            try {
                var visitor = door.accept();
                Thread.ofPlatform().daemon().start(() -> talk(visitor));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket visitor) {
        try (visitor) {
            visitor.setTcpNoDelay(true);
            var in = new Lines(visitor.getInputStream());
            var out = new BufferedOutputStream(visitor.getOutputStream());
            say(in, out, "220 sink");
            for (var line = in.next(); !line.startsWith("QUIT"); line = in.next()) {
                if (line.startsWith("EHLO")) {
                    say(in, out, "250-sink\r\n250-PIPELINING\r\n250 8BITMIME");
                } else if (line.startsWith("DATA")) {
                    say(in, out, "354 go on");
                    last = in.letter();
                    taken.incrementAndGet();
                    say(in, out, "250 taken");
                } else {
                    say(in, out, "250 ok");
                }
            }
            say(in, out, "221 bye");
        } catch (IOException brokenOff) {
            // whoever sends again begins anew
        }
    }

    // What has been piped in together is answered together.
    private static void say(Lines in, OutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(ISO_8859_1));
        if (in.isAllRead()) {
            out.flush();
        }
    }

    /// What a visitor says. Cheap, as the measured server shares its processors with it.
    private static final class Lines {
        private final InputStream in;
        private final byte[] read = new byte[1 << 16];
        private int begin;
        private int end;

        Lines(InputStream in) {
            this.in = in;
        }

        boolean isAllRead() {
            return begin == end;
        }

        String next() throws IOException {
            var length = length();
            var line = new String(read, begin, length, ISO_8859_1);
            begin += length;
            return line;
        }

        /// All lines up to the one that is a dot.
        byte[] letter() throws IOException {
            var letter = new ByteArrayOutputStream(1 << 13);
            int length;
            boolean isLast;
            do {
                length = length();
                isLast = length == 3 && read[begin] == '.';
                letter.write(read, begin, length);
                begin += length;
            } while (!isLast);
            return letter.toByteArray();
        }

        // Of the next line with its end.
        private int length() throws IOException {
            var at = begin;
            while (true) {
                for (; at < end; at++) {
                    if (read[at] == '\n') {
                        return at + 1 - begin;
                    }
                }
                at -= begin;
                System.arraycopy(read, begin, read, 0, end - begin);
                end -= begin;
                begin = 0;
                var more = in.read(read, end, read.length - end);
                if (more <= 0) {
                    throw new IOException("Broken off");
                }
                end += more;
            }
        }
    }

    /// How many e-mails a second go to a mail server over one connection, by a program that does nothing else.
    static double bareLoop(int port, byte[] letter, double seconds) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            var in = new Lines(socket.getInputStream());
            var out = socket.getOutputStream();
            in.next();
            ask(in, out, "HELO bench");
            var begun = System.nanoTime();
            var sent = 0;
            while (System.nanoTime() - begun < seconds * 1e9) {
                ask(in, out, "MAIL FROM:<foyer@bench.example>");
                ask(in, out, "RCPT TO:<guest@bench.example>");
                ask(in, out, "DATA");
                out.write(letter);
                in.next();
                sent++;
            }
            return sent * 1e9 / (System.nanoTime() - begun);
        }
    }

    private static void ask(Lines in, OutputStream out, String command) throws IOException {
        out.write((command + "\r\n").getBytes(ISO_8859_1));
        in.next();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
