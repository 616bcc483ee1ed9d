package app.foyer.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A mail server that does as it is told, good or bad. Greetings are scripted under `CONNECT`, the end
/// of a letter under `.`, all else under the command's verb; what is not scripted succeeds.
final class ScriptedSmtp implements AutoCloseable {
    static final String DROP = "drop the connection";
    static final String HANG = "wait for release";

    /// A byte now and then of an answer that never ends.
    static final String DRIP = "drip";

    /// More of an answer than anybody wants to hear, in one line.
    static final String FLOOD = "flood";

    /// Agrees to take a letter and drops the connection in the midst of it.
    static final String DROP_LETTER = "354 and drop the connection";

    /// A letter that was taken.
    record Taken(int connection, String from, String to, String content) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();

    /// How often more has come with a `MAIL` before it was answered.
    final AtomicInteger together = new AtomicInteger();

    private final Map<String, Queue<String>> script = new ConcurrentHashMap<>();
    private final Map<String, Duration> slow = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ServerSocket door;

    ScriptedSmtp() throws IOException {
        this(0);
    }

    ScriptedSmtp(int port) throws IOException {
        door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::welcome);
    }

    int port() {
        return door.getLocalPort();
    }

    String url() {
        return "smtp://127.0.0.1:" + port();
    }

    /// The next replies to a verb.
    ScriptedSmtp on(String verb, String... replies) {
        script.computeIfAbsent(verb, _ -> new ConcurrentLinkedQueue<>()).addAll(List.of(replies));
        return this;
    }

    /// Takes its time for recipients of a domain.
    ScriptedSmtp slowFor(String domain, Duration time) {
        slow.put(domain, time);
        return this;
    }

    void release() {
        released.countDown();
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var socket = door.accept();
                socket.setTcpNoDelay(true);
                var number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> talk(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket, int number) {
        try (socket) {
            new Talk(socket, number).run();
        } catch (IOException | InterruptedException over) {
            // The client has gone, or the test is over.
        }
    }

    @Override
    public void close() {
        release();
        try {
            door.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// One connection.
    private final class Talk {
        private final InputStream in;
        private final OutputStream out;
        private final int number;
        private String from = "";
        private String to = "";

        Talk(Socket socket, int number) throws IOException {
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
            this.number = number;
        }

        void run() throws IOException, InterruptedException {
            var open = reply("CONNECT", "220 scripted");
            while (open) {
                var line = line();
                open = line != null && obey(line);
            }
        }

        // Only CRLF ends a line: what else might stays to be seen.
        private @Nullable String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (var next = in.read(); next >= 0; next = in.read()) {
                line.write(next);
                var bytes = line.size() > 1 && next == '\n' ? line.toByteArray() : null;
                if (bytes != null && bytes[bytes.length - 2] == '\r') {
                    return new String(bytes, 0, bytes.length - 2, UTF_8);
                }
            }
            return null;
        }

        private boolean obey(String line) throws IOException, InterruptedException {
            commands.add(line);
            if (line.startsWith("MAIL") && in.available() > 0) {
                together.incrementAndGet();
            }
            var verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "MAIL" -> from = line;
                case "RCPT" -> to = line;
                default -> {}
            }
            if (verb.equals("RCPT")) {
                var domain = line.replaceAll(".*@(.*)>.*", "$1");
                Thread.sleep(slow.getOrDefault(domain, Duration.ZERO));
            }
            return switch (verb) {
                case "DATA" -> reply(verb, "354 go on") && !dropsLetter && (!"354".equals(lastCode) || content());
                case "QUIT" -> reply(verb, "221 bye") && false;
                case "RCPT" -> {
                    var open = reply(verb, "250 fine");
                    accepted = lastCode.equals("250");
                    yield open;
                }
                default -> reply(verb, "250 fine");
            };
        }

        private String lastCode = "";
        private boolean dropsLetter;
        private boolean accepted;

        private boolean content() throws IOException, InterruptedException {
            var content = new StringBuilder();
            for (var line = line(); !".".equals(line); line = line()) {
                if (line == null) {
                    return false;
                }
                content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            var letter = new Taken(number, from, to, content.toString());
            return reply(".", accepted ? "250 taken" : "554 no valid recipients", () -> taken.add(letter));
        }

        private boolean reply(String verb, String usual) throws IOException, InterruptedException {
            return reply(verb, usual, () -> {});
        }

        // Whoever hears that all is fine may look at once at what was done.
        private boolean reply(String verb, String usual, Runnable ifFine) throws IOException, InterruptedException {
            var scripted = next(verb);
            if (DROP.equals(scripted)) {
                return false;
            }
            if (HANG.equals(scripted)) {
                released.await();
            }
            if (DRIP.equals(scripted)) {
                drip();
            }
            if (FLOOD.equals(scripted)) {
                flood();
            }
            dropsLetter = DROP_LETTER.equals(scripted);
            var reply = scripted == null || HANG.equals(scripted) ? usual : scripted;
            lastCode = reply.substring(0, Math.min(3, reply.length()));
            if (lastCode.equals("250")) {
                ifFine.run();
            }
            say(reply + "\r\n");
            return true;
        }

        // What fits into Latin-1 goes in it, as bytes that may be no UTF-8.
        private void say(String text) throws IOException {
            out.write(text.getBytes(text.chars().allMatch(letter -> letter < 256) ? ISO_8859_1 : UTF_8));
            out.flush();
        }

        private void drip() throws IOException, InterruptedException {
            say("250-");
            while (!released.await(50, TimeUnit.MILLISECONDS)) {
                say("x");
            }
        }

        private void flood() throws IOException {
            say("250-");
            for (var megabytes = 0; megabytes < 20; megabytes++) {
                say("x".repeat(1 << 20));
            }
        }

        private @Nullable String next(String verb) {
            var replies = script.get(verb);
            return replies == null ? null : replies.poll();
        }
    }
}
