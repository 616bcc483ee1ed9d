package app.foyer.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How fast one node and two empty the queue once the mail server is back, and that nobody misses an e-mail when one of
/// them is killed meanwhile. Two packaged servers on the first one's own PostgreSQL. Not part of the journeys: run it
/// with `mvn -pl journeys -am verify -Dtest=MailKillBench -Dsurefire.failIfNoSpecifiedTests=false`.
@Tag("bench")
class MailKillBench {
    private static final int QUEUED = Integer.getInteger("queued", 20_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 2);
    private static final int IN_FLIGHT = 4 + 4 * 10; // in hand, and taken but not yet written down
    private static final Duration LONG = Duration.ofMinutes(3);

    @Test
    void everyAddressGetsItsMailThoughANodeIsKilled() throws Exception {
        try (var sink = new CountingSink();
                var first = new FoyerServer(settings(sink)).start()) {
            var acme = found(first, "acme");
            for (var round = 0; round < ROUNDS; round++) {
                drain("one node", first, acme, sink, () -> null);
            }
            System.out.printf("one SMTP connection, nothing else: %.0f mails/s%n", bareLoop(sink));
            try (var second = new FoyerServer(settings(sink, first)).start()) {
                for (var round = 0; round < ROUNDS; round++) {
                    drain("two nodes", first, acme, sink, () -> null);
                }
                var duplicates = drain("one of two killed", first, acme, sink, () -> killHalfWay(second, sink));
                assertThat(duplicates).isLessThanOrEqualTo(IN_FLIGHT);
            }
        }
    }

    private static Map<String, String> settings(CountingSink sink) {
        return Map.of("FOYER_SMTP_URL", sink.url(), "FOYER_MAIL_RETRY", "PT1S");
    }

    private static Map<String, String> settings(CountingSink sink, FoyerServer first) throws IOException {
        var postgres = first.dataDir().resolve("postgres");
        var password = Files.readString(postgres.resolve("password")).strip();
        var port = Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3);
        return Map.of(
                "FOYER_SMTP_URL", sink.url(),
                "FOYER_MAIL_RETRY", "PT1S",
                "FOYER_DATABASE_URL", "postgresql://foyer:%s@127.0.0.1:%s/foyer".formatted(password, port));
    }

    private static Api found(FoyerServer server, String slug) {
        var body = Map.of("slug", slug, "name", slug, "adminEmail", "ada@%s.test".formatted(slug));
        var token = new Api(server.url(), FoyerServer.OPERATOR_TOKEN)
                .post("/operator/organizations", body)
                .expect(201)
                .json()
                .get("token")
                .getAsString();
        return new Api(server.url(), token);
    }

    /// @return how many e-mails came twice
    private static int drain(String what, FoyerServer server, Api acme, CountingSink sink, Callable<?> meanwhile)
            throws Exception {
        sink.down();
        var addresses = queue(acme);
        var workBefore = server.work();
        var databaseBefore = server.databaseWork();
        var begun = System.nanoTime();
        sink.up();
        meanwhile.call();
        Eventually.holds(what, LONG, () -> sink.taken.keySet().containsAll(addresses));
        var seconds = (sink.lastAt() - begun) / 1e9;
        Eventually.holds("an empty queue", LONG, () -> queued(server) == 0);
        System.out.printf(
                "CPU for each mail: %.2f ms in the first node, %.2f ms in PostgreSQL%n",
                each(server.work().minus(workBefore)),
                each(server.databaseWork().minus(databaseBefore)));
        var twice = addresses.stream().mapToInt(sink.taken::get).sum() - addresses.size();
        System.out.printf(
                "%-18s %d addresses, 0 missed, %d mails twice, %.1f s: %.0f mails/s%n",
                what, addresses.size(), twice, seconds, addresses.size() / seconds);
        return twice;
    }

    private static double each(Duration work) {
        return (double) work.toMillis() / QUEUED;
    }

    private static Void killHalfWay(FoyerServer second, CountingSink sink) {
        Eventually.holds("half of them", LONG, () -> sink.taken.size() >= QUEUED / 2);
        second.kill();
        System.out.printf("killed after %d%n", sink.taken.size());
        return null;
    }

    private static List<String> queue(Api acme) throws InterruptedException {
        var addresses = new ArrayList<String>();
        var requests = new ArrayList<Callable<Object>>();
        for (var n = 0; n < QUEUED / 10; n++) {
            var emails = IntStream.range(0, 10)
                    .mapToObj(domain -> House.address("queued").replaceFirst("@.*", "@d%d.test".formatted(domain)))
                    .toList();
            addresses.addAll(emails);
            var body = Map.of("emails", emails, "orgRole", "MEMBER");
            requests.add(
                    () -> acme.tryPost("/organizations/acme/invitations", body).expect(201));
        }
        var begun = System.nanoTime();
        try (var clients = Executors.newFixedThreadPool(4)) {
            for (var answer : clients.invokeAll(requests)) {
                answer.resultNow();
            }
        }
        acme.answers().clear();
        System.out.printf("%d queued in %.1f s%n", addresses.size(), (System.nanoTime() - begun) / 1e9);
        return addresses;
    }

    private static int queued(FoyerServer server) {
        return server.metric("foyer_mail_queued").intValue();
    }

    /// The last letter, over and over.
    private static double bareLoop(CountingSink sink) throws IOException {
        var letter = sink.lastLetter();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), sink.port())) {
            socket.setTcpNoDelay(true);
            var out = socket.getOutputStream();
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            in.readLine();
            ask(socket, in, "NOOP");
            var begun = System.nanoTime();
            for (var n = 0; n < QUEUED; n++) {
                ask(socket, in, "MAIL FROM:<foyer@mail.example>");
                ask(socket, in, "RCPT TO:<p%d@bare.test>".formatted(n));
                ask(socket, in, "DATA");
                out.write(letter);
                in.readLine();
            }
            return QUEUED / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static void ask(Socket socket, BufferedReader in, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(ISO_8859_1));
        in.readLine();
    }
}
