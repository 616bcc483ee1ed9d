package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Taken;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One slow domain doesn't hold up the mail to others.
class FairnessTest {
    private final PostOffice office = new PostOffice();
    private final ScriptedSmtp server = new ScriptedSmtp();

    FairnessTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
        office.close();
    }

    private void enqueue(int count, String domain) {
        IntStream.range(0, count).forEach(n -> office.enqueue("linus" + n + "@" + domain));
    }

    private long taken(String domain) {
        return server.taken.stream()
                .filter(t -> t.to().endsWith("@" + domain + ">"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void mailsToASlowDomainDoNotHoldUpTheOthers(int workers) throws IOException {
        server.slowFor("slow.example", Duration.ofMillis(1100));
        enqueue(200, "slow.example");
        enqueue(20, "example.test");
        office.withWorkers(workers).open(server.url());

        await().atMost(Duration.ofSeconds(8)).until(() -> taken("example.test") == 20);
        enqueue(20, "later.test");
        await().atMost(Duration.ofSeconds(4)).until(() -> taken("later.test") == 20);

        assertThat(taken("slow.example")).isBetween(1L, 20L);
    }

    @Test
    void mailsThatWerePutBackCountNoTryAndGoOutLater() throws IOException {
        server.slowFor("slow.example", Duration.ofMillis(1100));
        enqueue(8, "slow.example");
        enqueue(3, "example.test");

        office.withWorkers(3).open(server.url()).awaitSettled(11);

        assertThat(office.correspondent.outcomes()).hasOnlyElementsOfType(Taken.class);
        assertThat(office.correspondent.settled).allMatch(s -> s.mail().attempts() == 1);
        assertThat(server.taken).hasSize(11);
    }

    @Test
    void aTimeOutForOneDomainDelaysTheOthersNoFurther() throws IOException {
        server.slowFor("slow.example", Duration.ofSeconds(3));
        enqueue(3, "slow.example");
        enqueue(3, "example.test");

        office.withWorkers(1).open(server.url() + "?timeout=PT0.5S").awaitSettled(6);

        assertThat(office.correspondent.outcomes())
                .filteredOn(Taken.class::isInstance)
                .hasSize(3);
        assertThat(office.correspondent.outcomes())
                .filteredOn(Delayed.class::isInstance)
                .hasSize(3);
        assertThat(taken("example.test")).isEqualTo(3);
    }
}
