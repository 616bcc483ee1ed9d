package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a queue that grows looks like from outside.
class GaugesTest {
    private final PostOffice office = new PostOffice();

    @AfterEach
    void close() {
        office.close();
    }

    private double gauge(String name) {
        return office.meters.get(name).gauge().value();
    }

    @Test
    void theQueueSaysHowLongItIsAndSinceWhen() {
        var _ = new MailGauges(office.store, office.clock, office.meters);
        assertThat(gauge("foyer.mail.queued")).isZero();
        assertThat(gauge("foyer.mail.oldest.age")).isZero();
        office.enqueue(2);
        office.clock.advance(Duration.ofSeconds(30));
        office.enqueue(1);

        office.clock.advance(Duration.ofSeconds(60));

        assertThat(gauge("foyer.mail.queued")).isEqualTo(3);
        assertThat(gauge("foyer.mail.oldest.age")).isEqualTo(90);
    }

    @Test
    void whatIsSentDelayedAndRefusedIsCountedByItsReason() throws IOException {
        try (var server = new ScriptedSmtp()) {
            server.on("CONNECT", ScriptedSmtp.DROP).on("RCPT", "451 4.7.1 greylisted", "550 5.1.1 no such user");
            office.withWorkers(1).enqueue("first@example.test");
            office.open(server.url()).awaitSettled(1);
            office.enqueue("second@example.test");
            office.awaitSettled(2);
            office.enqueue("third@example.test");
            office.awaitSettled(3);
            office.enqueue("fourth@example.test");
            office.awaitSettled(5);
        }

        office.awaitCounted(1, "foyer.mail.delayed", "reason", "lost");
        office.awaitCounted(1, "foyer.mail.delayed", "reason", "4xx");
        office.awaitCounted(1, "foyer.mail.failed", "reason", "5xx");
        office.awaitCounted(2, "foyer.mail.sent");
    }
}
