package app.foyer.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A mail server that only counts what comes for whom, as fast as it can. At first it is down. With
/// `-Dpipelining=false`
/// it takes one command at a time.
final class CountingSink implements AutoCloseable {
    private static final String EXTENSIONS = "250-sink\r\n"
            + (System.getProperty("pipelining", "true").equals("true") ? "250-PIPELINING\r\n" : "")
            + "250 8BITMIME";
    private static final byte[] END = "\r\n.\r\n".getBytes(ISO_8859_1);

    final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final AtomicLong lastAt = new AtomicLong();
    private final AtomicReference<byte[]> lastLetter = new AtomicReference<>(new byte[0]);
    private final Set<Socket> visitors = ConcurrentHashMap.newKeySet();
    private final int port;
    private @Nullable ServerSocket door;

    CountingSink() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    String url() {
        return "smtp://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /// When the last e-mail was taken, by `System.nanoTime`.
    long lastAt() {
        return lastAt.get();
    }

    byte[] lastLetter() {
        return lastLetter.get();
    }

    void up() throws IOException {
        var opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        door = opened;
        Thread.ofPlatform().daemon().start(() -> welcome(opened));
    }

    void down() throws IOException {
        if (door != null) {
            door.close();
            door = null;
        }
        for (var visitor : visitors) {
            visitor.close();
        }
        taken.clear();
    }

    @Override
    public void close() throws IOException {
        down();
    }

    private void welcome(ServerSocket opened) {
        while (true) {
            try {
                var visitor = opened.accept();
                visitor.setTcpNoDelay(true);
                visitors.add(visitor);
                Thread.ofPlatform().daemon().start(() -> talk(visitor));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket visitor) {
        try (visitor) {
            converse(new BufferedInputStream(visitor.getInputStream(), 1 << 16), visitor.getOutputStream());
        } catch (IOException brokenOff) {
            // What wasn't acknowledged comes again.
        } finally {
            visitors.remove(visitor);
        }
    }

    private void converse(InputStream in, OutputStream out) throws IOException {
        var recipient = "";
        say(out, "220 sink");
        for (var line = line(in); line != null; line = line(in)) {
            switch (line.substring(0, Math.min(4, line.length()))) {
                case "EHLO" -> say(out, EXTENSIONS);
                case "RCPT" -> {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    say(out, "250 ok");
                }
                case "DATA" -> {
                    say(out, "354 go on");
                    lastLetter.set(letter(in));
                    taken.merge(recipient, 1, Integer::sum);
                    lastAt.set(System.nanoTime());
                    say(out, "250 taken");
                }
                case "QUIT" -> {
                    say(out, "221 bye");
                    return;
                }
                default -> say(out, "250 ok");
            }
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString().strip();
            }
            line.append((char) c);
        }
        return null;
    }

    private static byte[] letter(InputStream in) throws IOException {
        var letter = new ByteArrayOutputStream(16_000);
        for (var matched = 0; matched < END.length; ) {
            var c = in.read();
            if (c < 0) {
                throw new IOException("Broken off");
            }
            letter.write(c);
            matched = c == END[matched] ? matched + 1 : c == '\r' ? 1 : 0;
        }
        return letter.toByteArray();
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }
}
