package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.foyer.web.Town.Tenant;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// How fast the queue empties, and how little inviting cares about a mail server that is slow, hangs or is down. Not
/// part of the suite: run it with `-Dtest=MailBench`.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "foyer.public-url=https://foyer.example",
            "management.server.port=0",
            "foyer.limits.emails-per-address-per-day=0",
            "foyer.limits.invitations-per-organization-per-day=0",
            "foyer.limits.api-requests-per-token-per-minute=0",
            "foyer.mail-retry=PT1S",
            "foyer.operator-token=" + Town.OPERATOR
        })
@Import({TestDatabase.class, Town.class})
@Tag("bench")
class MailBench {
    private static final int QUEUED = 20_000;
    private static final int REQUESTS = 600;
    private static final MoodySmtp SERVER = new MoodySmtp();

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private final AtomicInteger people = new AtomicInteger();

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry settings) {
        settings.add("foyer.smtp-url", SERVER::url);
    }

    @Test
    void invitingDoesNotCareAboutTheMailServer() throws Exception {
        var acme = town.found("acme");
        measure(acme, REQUESTS);
        measure(acme, REQUESTS);
        var normal = p99("well", acme, MoodySmtp.Mood.WELL);
        for (var mood : new MoodySmtp.Mood[] {MoodySmtp.Mood.SLOW, MoodySmtp.Mood.HANGING, MoodySmtp.Mood.DOWN}) {
            System.out.printf("  %.2f of normal%n", p99(mood.name(), acme, mood) / normal);
        }
        SERVER.mood = MoodySmtp.Mood.WELL;
    }

    private double p99(String name, Tenant acme, MoodySmtp.Mood mood) throws Exception {
        SERVER.mood = mood;
        db.sql("delete from mail").update();
        var all = new double[3];
        double p50 = 0;
        for (var round = 0; round < all.length; round++) {
            var times = measure(acme, REQUESTS);
            all[round] = times[REQUESTS * 99 / 100];
            p50 = times[REQUESTS / 2];
        }
        Arrays.sort(all);
        System.out.printf("inviting, mail server %-8s p50 %5.1f ms, p99 %5.1f ms (median of 3)", name, p50, all[1]);
        System.out.println();
        return all[1];
    }

    /// How long each request took, in ascending order.
    private double[] measure(Tenant acme, int requests) throws Exception {
        try (var clients = Executors.newFixedThreadPool(2)) {
            var asked = IntStream.range(0, requests)
                    .<Callable<Double>>mapToObj(_ -> () -> invite(acme, 1))
                    .toList();
            return clients.invokeAll(asked).stream()
                    .mapToDouble(MailBench::got)
                    .sorted()
                    .toArray();
        }
    }

    private static double got(Future<Double> result) {
        return result.resultNow();
    }

    private double invite(Tenant acme, int addresses) {
        var emails = new StringBuilder();
        for (var n = 0; n < addresses; n++) {
            emails.append(n == 0 ? "" : ",").append("\"p%1$d@d%2$d.test\"".formatted(people.incrementAndGet(), n));
        }
        var body = "{\"emails\": [%s], \"orgRole\": \"MEMBER\"}".formatted(emails);
        var begun = System.nanoTime();
        var answer = town.stranger().json("POST", acme.api() + "/invitations", body, Town.bearer(acme.token()));
        assertThat(answer.statusCode()).isEqualTo(201);
        return (System.nanoTime() - begun) / 1e6;
    }

    @Test
    void theQueueEmptiesFast() {
        var acme = town.found("acme");
        for (var round = 1; round <= 2; round++) {
            SERVER.mood = MoodySmtp.Mood.SLOW;
            db.sql("delete from mail").update();
            for (var n = 0; n < QUEUED / 10; n++) {
                invite(acme, 10);
            }
            SERVER.mood = MoodySmtp.Mood.WELL;
            var start = SERVER.taken.get() + 100;
            await().pollInterval(Duration.ofMillis(5)).until(() -> SERVER.taken.get() >= start);
            var before = SERVER.taken.get();
            var rest = db.sql("select count(*) from mail").query(Integer.class).single() - 500;
            var begun = System.nanoTime();
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> SERVER.taken.get() - before >= rest);
            var seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("%d mails in %.1f s: %.0f a second%n", rest, seconds, rest / seconds);
        }
    }
}
