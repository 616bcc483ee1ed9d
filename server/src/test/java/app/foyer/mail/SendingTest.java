package app.foyer.mail;

import static app.foyer.mail.ScriptedSmtp.DROP;
import static app.foyer.mail.ScriptedSmtp.HANG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.foyer.database.Sql;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import app.foyer.mail.Trouble.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a letter, whatever the mail server does.
class SendingTest {
    private static final Taken TAKEN = new Taken("250 taken");

    private final PostOffice office = new PostOffice().withWorkers(1);
    private ScriptedSmtp server = new ScriptedSmtp();

    SendingTest() throws IOException {}

    @AfterEach
    void close() {
        office.close();
        server.close();
    }

    @Test
    void aCommittedMailLeavesAtOnceWithoutWaitingForAPoll() throws IOException {
        office.withoutPolling().open(server.url());

        office.enqueue(1);

        await().until(() -> server.taken.size() == 1);
    }

    @Test
    void tenMailsGoOverOneConnectionThatIsLeftWithQuit() throws IOException {
        office.enqueue(10);

        office.open(server.url()).awaitSettled(10).close();

        assertThat(server.taken).hasSize(10).allMatch(taken -> taken.connection() == 1);
        assertThat(server.commands).endsWith("QUIT");
        office.awaitCounted(10, "foyer.mail.sent");
    }

    @Test
    void envelopeNamesTheSenderAndOneRecipient() throws IOException {
        office.enqueue(1);

        office.open(server.url()).awaitSettled(1);

        assertThat(server.taken).singleElement().satisfies(taken -> {
            assertThat(taken.from()).isEqualTo("MAIL FROM:<foyer@example.test>");
            assertThat(taken.to()).isEqualTo("RCPT TO:<linus1@example.test>");
        });
        assertThat(server.commands).startsWith("EHLO foyer.example.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void aFinalReplyRefusesTheMailInTheServersWords(String verb) throws IOException {
        server.on(verb, "550-5.1.1 no such\u0007 user\r\n550 5.1.1 ask the postmaster");
        office.enqueue(2);

        office.open(server.url()).awaitSettled(2);

        assertThat(office.correspondent.outcomes())
                .containsExactlyInAnyOrder(
                        new Refused(
                                new Trouble(Cause.UNKNOWN_ADDRESS, "550 5.1.1 no such user ask the postmaster"), false),
                        TAKEN);
        office.awaitEmptyQueue();
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void aLongReplyIsCut() throws IOException {
        server.on("RCPT", "550 " + "x".repeat(480));
        office.enqueue(1);

        office.open(server.url()).awaitSettled(1);

        assertThat(office.correspondent.outcomes())
                .containsExactly(new Refused(new Trouble(Cause.REFUSED, "550 " + "x".repeat(296)), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void aPassingReplyDelaysTheMailUntilItsRetry(String verb) throws IOException {
        server.on(verb, "451 4.7.1 later, please");
        office.enqueue(1);
        var nextTry = office.clock.instant().plus(PostOffice.RETRY);

        office.open(server.url()).awaitSettled(1);
        assertThat(office.correspondent.outcomes())
                .containsExactly(new Delayed(new Trouble(Cause.PUT_OFF, "451 4.7.1 later, please"), false, nextTry));
        assertThat(server.taken).isEmpty();
        office.clock.advance(PostOffice.RETRY);
        office.awaitSettled(2);

        assertThat(server.taken).hasSize(1);
        office.awaitEmptyQueue();
    }

    @Test
    void furtherTriesWaitLonger() throws IOException {
        server.on("RCPT", "451 no", "451 no", "451 no");
        office.enqueue(1);
        office.open(server.url()).awaitSettled(1);

        office.clock.advance(PostOffice.RETRY);
        office.awaitSettled(2);
        office.clock.advance(Duration.ofMinutes(5));
        office.awaitSettled(3);

        assertThat(office.correspondent.settled.getLast().outcome())
                .isEqualTo(new Delayed(
                        new Trouble(Cause.PUT_OFF, "451 no"),
                        false,
                        office.clock.instant().plus(Duration.ofMinutes(5))));
    }

    @Test
    void whileTheServerIsDownAllWaitAtOnceAndThenLeave() throws IOException {
        var port = server.port();
        server.close();
        office.enqueue(10);

        office.open("smtp://127.0.0.1:" + port).awaitSettled(10);
        assertThat(office.correspondent.outcomes())
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Delayed.class, delayed -> {
                    assertThat(delayed.perhapsTaken()).isFalse();
                    assertThat(delayed.trouble().words()).contains("Connection refused");
                    assertThat(delayed.trouble().cause()).isEqualTo(Cause.CONNECT);
                }));
        server = new ScriptedSmtp(port);
        office.clock.advance(PostOffice.RETRY);
        office.awaitSettled(20);

        assertThat(server.taken).hasSize(10);
    }

    /// Else what comes after the first of them is told would be put off with those, though the server is back.
    @Test
    void whateverIsDueWhenTheServerIsFoundAwayIsToldTogether() throws IOException {
        server.on("CONNECT", DROP);
        office.withWorkers(1).enqueue(30);

        office.open(server.url()).awaitSettled(30);

        assertThat(office.correspondent.portions.getFirst()).isEqualTo(30);
    }

    @Test
    void onceTheServerIsBackWhatWaitedForItLeavesAtOnceAndNothingElse() throws IOException {
        server.on("CONNECT", DROP).on("RCPT", "451 4.7.1 greylisted");
        office.enqueue(1);
        office.open(server.url()).awaitSettled(1);
        office.enqueue("greylisted@example.test");
        office.awaitSettled(2);

        office.enqueue(1);
        office.awaitSettled(4);

        assertThat(office.correspondent.outcomes())
                .satisfiesExactly(
                        away -> assertThat(away).isInstanceOf(Delayed.class),
                        greylisted -> assertThat(greylisted).isInstanceOf(Delayed.class),
                        newer -> assertThat(newer).isEqualTo(TAKEN),
                        back -> assertThat(back).isEqualTo(TAKEN));
        assertThat(office.queued()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void aConnectionThatBreaksBeforeTheLetterHasNotTakenIt(String verb) throws IOException {
        server.on(verb, DROP, DROP);
        office.enqueue(1);

        office.open(server.url()).awaitSettled(1);

        assertThat(office.correspondent.outcomes())
                .singleElement()
                .isInstanceOfSatisfying(
                        Delayed.class,
                        delayed -> assertThat(delayed.perhapsTaken()).isFalse());
    }

    @Test
    void aConnectionThatBreaksAfterTheLetterMayHaveTakenIt() throws IOException {
        server.on(".", DROP);
        office.enqueue(2);

        office.open(server.url()).awaitSettled(2);

        assertThat(office.correspondent.outcomes())
                .anySatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Delayed.class,
                                delayed -> assertThat(delayed.perhapsTaken()).isTrue()))
                .contains(TAKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {DROP, "421 4.4.2 too many letters"})
    void aConnectionThatEndsBetweenTwoLettersIsReplacedAtOnce(String farewell) throws IOException {
        server.on("MAIL", "250 fine", farewell);
        office.enqueue(3);

        office.open(server.url()).awaitSettled(3);

        assertThat(office.correspondent.outcomes()).containsOnly(TAKEN);
        assertThat(server.connections).hasValue(2);
    }

    @RepeatedTest(3)
    void aStopDoesNotWaitForAServerThatHangs() throws IOException {
        server.on("RCPT", "250 fine", HANG);
        office.enqueue(5);
        var postman = office.postman(server.url());
        postman.start();
        await().until(() ->
                server.commands.stream().filter(c -> c.startsWith("RCPT")).count() == 2);

        var begun = System.nanoTime();
        postman.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        assertThat(server.taken).hasSize(1);
        assertThat(office.db
                        .sql("select due_at <= ? and attempts <= 1 from mail")
                        .param(Sql.at(office.clock.instant()))
                        .query(Boolean.class)
                        .list())
                .isEqualTo(List.of(true, true, true, true));
    }

    @Test
    void aLetterInHandIsFinishedOnStop() throws IOException {
        server.on(".", HANG);
        office.enqueue(1);
        var postman = office.postman(server.url());
        postman.start();
        await().until(() -> server.commands.contains("DATA"));

        var stop = Thread.ofVirtual().start(postman::stop);
        server.release();

        await().until(() -> !stop.isAlive());
        assertThat(office.correspondent.outcomes()).containsExactly(TAKEN);
        assertThat(office.queued()).isZero();
    }
}
