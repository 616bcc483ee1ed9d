package app.foyer.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
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
            var in = new BufferedInputStream(visitor.getInputStream(), 1 << 16);
            var out = new BufferedOutputStream(visitor.getOutputStream());
            say(in, out, "220 sink");
            for (var line = line(in); !line.startsWith("QUIT"); line = line(in)) {
                if (line.startsWith("EHLO")) {
                    say(in, out, "250-sink\r\n250-PIPELINING\r\n250 8BITMIME");
                } else if (line.startsWith("DATA")) {
                    say(in, out, "354 go on");
                    last = letter(in);
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
    private static void say(InputStream in, OutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(ISO_8859_1));
        if (in.available() == 0) {
            out.flush();
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        read(in, line);
        return line.toString(ISO_8859_1);
    }

    private static byte[] letter(InputStream in) throws IOException {
        var letter = new ByteArrayOutputStream();
        String line;
        do {
            line = line(in);
            letter.writeBytes(line.getBytes(ISO_8859_1));
        } while (!line.equals(".\r\n"));
        return letter.toByteArray();
    }

    private static void read(InputStream in, ByteArrayOutputStream line) throws IOException {
        int c;
        do {
            c = in.read();
            if (c < 0) {
                throw new IOException("Broken off");
            }
            line.write(c);
        } while (c != '\n');
    }

    /// How many e-mails a second go to a mail server over one connection, by a program that does nothing else.
    static double bareLoop(int port, byte[] letter, double seconds) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            line(in);
            ask(in, out, "HELO bench");
            var begun = System.nanoTime();
            var sent = 0;
            while (System.nanoTime() - begun < seconds * 1e9) {
                ask(in, out, "MAIL FROM:<foyer@bench.example>");
                ask(in, out, "RCPT TO:<guest@bench.example>");
                ask(in, out, "DATA");
                out.write(letter);
                line(in);
                sent++;
            }
            return sent * 1e9 / (System.nanoTime() - begun);
        }
    }

    private static void ask(InputStream in, OutputStream out, String command) throws IOException {
        out.write((command + "\r\n").getBytes(ISO_8859_1));
        line(in);
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
