package app.foyer.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A mail server that takes every e-mail and keeps it. It can be down, and it can be slow.
final class MailSink implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Set<Socket> visitors = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile Duration delay = Duration.ZERO;
    private @Nullable ServerSocket door;

    MailSink() {
        door = listen(0);
        port = door.getLocalPort();
    }

    String url() {
        return "smtp://127.0.0.1:" + port;
    }

    /// Everything that has arrived, in that order.
    List<Mail> all() {
        return List.copyOf(mails);
    }

    List<Mail> to(String address) {
        return mails.stream().filter(mail -> mail.isTo(address)).toList();
    }

    /// The first invitation to arrive for an address.
    Mail invitation(String address) {
        return invitation(address, 1);
    }

    /// The invitation to an address that arrives first, second, …
    Mail invitation(String address, int number) {
        return await(address, number, "invitation", Mail::invitationLink);
    }

    String invitationLink(String address) {
        return invitationLink(address, 1);
    }

    String invitationLink(String address, int number) {
        return invitation(address, number).invitationLink().orElseThrow();
    }

    /// The link to sign in that arrives for an address once `ask` has been done.
    String signInLinkAfter(String address, Runnable ask) {
        var before = with(address, Mail::signInLink).size();
        ask.run();
        return await(address, before + 1, "sign-in link", Mail::signInLink)
                .signInLink()
                .orElseThrow();
    }

    /// Each further e-mail is taken only after this time.
    void slow(Duration each) {
        delay = each;
    }

    synchronized void down() {
        if (door != null) {
            close(door);
            door = null;
            visitors.forEach(MailSink::close);
        }
    }

    synchronized void up() {
        if (door == null) {
            door = listen(port);
        }
    }

    @Override
    public void close() {
        down();
    }

    private Mail await(String address, int number, String what, Function<Mail, Optional<String>> kind) {
        return Eventually.present(
                "%s %d for %s".formatted(what, number, address),
                PATIENCE,
                () -> with(address, kind).stream().skip(number - 1L).findFirst());
    }

    private List<Mail> with(String address, Function<Mail, Optional<String>> kind) {
        return to(address).stream().filter(mail -> kind.apply(mail).isPresent()).toList();
    }

    private ServerSocket listen(int on) {
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 50);
            Thread.ofVirtual().start(() -> welcome(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void welcome(ServerSocket opened) {
        while (true) {
            try {
                var visitor = opened.accept();
                visitors.add(visitor);
                Thread.ofVirtual().start(() -> talk(visitor));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket visitor) {
        try (visitor) {
            var in = new BufferedReader(new InputStreamReader(visitor.getInputStream(), ISO_8859_1));
            talk(in, visitor.getOutputStream());
        } catch (IOException brokenOff) {
            // Not our loss: what wasn't acknowledged comes again.
        } finally {
            visitors.remove(visitor);
        }
    }

    private void talk(BufferedReader in, OutputStream out) throws IOException {
        var recipients = new ArrayList<String>();
        say(out, "220 sink");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO" -> say(out, "250-sink", "250-8BITMIME", "250 SMTPUTF8");
                case "QUIT" -> {
                    say(out, "221 bye");
                    return;
                }
                case "RSET", "MAIL" -> {
                    recipients.clear();
                    say(out, "250 ok");
                }
                case "RCPT" -> {
                    recipients.add(line.replaceFirst("^[^<]*<([^>]*)>.*$", "$1"));
                    say(out, "250 ok");
                }
                case "DATA" -> {
                    say(out, "354 go on");
                    var content = read(in);
                    LockSupport.parkNanos(delay.toNanos());
                    mails.add(new Mail(List.copyOf(recipients), content));
                    say(out, "250 taken");
                }
                default -> say(out, "250 ok");
            }
        }
    }

    private static byte[] read(BufferedReader in) throws IOException {
        var content = new ByteArrayOutputStream();
        for (var line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("Broken off");
            }
            content.writeBytes((line.startsWith(".") ? line.substring(1) : line).getBytes(ISO_8859_1));
            content.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        return content.toByteArray();
    }

    private static void say(OutputStream out, String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
