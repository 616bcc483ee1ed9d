package app.foyer.mail;

import static app.foyer.mail.ScriptedSmtp.DROP;
import static app.foyer.mail.ScriptedSmtp.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import app.foyer.mail.Trouble.Cause;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands go together where the server takes them so, and whatever it answers to each is understood as such.
class PipeliningTest {
    private static final Taken TAKEN = new Taken("250 taken");

    private final PostOffice office = new PostOffice().withWorkers(1);
    private final ScriptedSmtp server = new ScriptedSmtp();

    PipeliningTest() throws IOException {
        // For each connection that a test may make.
        IntStream.range(0, 5).forEach(_ -> server.on("EHLO", "250-scripted\r\n250-PIPELINING\r\n250 SMTPUTF8"));
    }

    @AfterEach
    void close() {
        office.close();
        server.close();
    }

    @Test
    void senderRecipientAndTheWishToSendComeTogether() throws IOException {
        office.enqueue(2);
        office.enqueue("ünï@bücher.example");

        office.open(server.url()).awaitSettled(3);

        assertThat(office.correspondent.outcomes()).containsOnly(TAKEN);
        assertThat(server.together).hasValue(3);
        assertThat(server.connections).hasValue(1);
        assertThat(server.taken).anySatisfy(taken -> {
            assertThat(taken.from()).isEqualTo("MAIL FROM:<foyer@example.test> SMTPUTF8");
            assertThat(taken.to()).isEqualTo("RCPT TO:<ünï@xn--bcher-kva.example>");
        });
    }

    @Test
    void whereTheServerDoesNotSaySoEachWaitsForItsAnswer() throws IOException {
        try (var plain = new ScriptedSmtp()) {
            office.enqueue(2);

            office.open(plain.url()).awaitSettled(2);

            assertThat(plain.together).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void aRefusalIsOfItsLetterAloneAndTheConnectionGoesOn(String verb) throws IOException {
        server.on(verb, "550 5.1.1 no such user");
        if (verb.equals("MAIL")) {
            server.on("RCPT", "503 no sender").on("DATA", "503 no recipient");
        }
        office.enqueue(3);

        office.open(server.url()).awaitSettled(3).awaitEmptyQueue();

        assertThat(office.correspondent.outcomes())
                .containsExactlyInAnyOrder(
                        new Refused(new Trouble(Cause.UNKNOWN_ADDRESS, "550 5.1.1 no such user"), false), TAKEN, TAKEN);
        assertThat(server.taken)
                .hasSize(2)
                .allSatisfy(taken -> assertThat(taken.content()).contains("Subject: "));
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void aServerThatWouldTakeALetterToNobodyGetsAnEmptyOne() throws IOException {
        server.on("RCPT", "451 4.7.1 later");
        office.enqueue(2);

        office.open(server.url()).awaitSettled(2);

        assertThat(server.commands).contains("RSET");
        assertThat(office.correspondent.outcomes())
                .hasAtLeastOneElementOfType(Delayed.class)
                .contains(TAKEN);
        assertThat(server.taken).hasSize(1);
        assertThat(server.connections).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA"})
    void aConnectionThatBreaksOrHangsBeforeTheLetterHasNotTakenIt(String verb) throws IOException {
        server.on(verb, DROP, DROP, HANG);
        office.enqueue(1);

        office.open(server.url() + "?timeout=PT0.5S").awaitSettled(1);
        office.clock.advance(PostOffice.RETRY);
        office.awaitSettled(2);

        assertThat(office.correspondent.outcomes())
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Delayed.class,
                                delayed -> assertThat(delayed.perhapsTaken()).isFalse()));
        assertThat(server.taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void aServerThatSaysGoodbyeIsLeftAtOnce(String verb) throws IOException {
        server.on(verb, "421 4.3.2 closing", "421 4.3.2 closing");
        office.enqueue(1);

        office.open(server.url()).awaitSettled(1);
        office.enqueue("next@example.test");
        office.awaitSettled(2);

        assertThat(office.correspondent.outcomes().getFirst()).isInstanceOf(Delayed.class);
        assertThat(office.correspondent.outcomes().getLast()).isEqualTo(TAKEN);
        assertThat(server.connections).hasValue(3);
    }
}
