package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that doesn't answer, one that signs Foyer in the old way, and what is told of both.
class HangingServerTest {
    private final PostOffice office = new PostOffice().withWorkers(1);
    private final ScriptedSmtp server = new ScriptedSmtp();

    HangingServerTest() throws IOException {}

    @AfterEach
    void close() {
        office.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void aServerThatHangsIsLeftAfterTheTimeThatIsSet(String verb) throws IOException {
        server.on(verb, ScriptedSmtp.HANG);
        office.enqueue(1);

        office.open(server.url() + "?timeout=PT0.3S").awaitSettled(1);

        assertThat(office.correspondent.outcomes()).singleElement().isInstanceOfSatisfying(Delayed.class, delayed -> {
            assertThat(delayed.trouble().cause()).isEqualTo(Trouble.Cause.TIMEOUT);
            assertThat(delayed.perhapsTaken()).isEqualTo(verb.equals("."));
        });
        office.awaitCounted(1, "foyer.mail.delayed", "reason", "timeout");
        assertThat(office.health.health().getStatus().getCode()).isEqualTo("UP");
        assertThat(office.health.health().getDetails()).containsEntry("server", "away: e-mails wait");
    }

    @Test
    void onceItAnswersAgainHealthSaysSo() throws IOException {
        server.on("CONNECT", ScriptedSmtp.DROP);
        office.enqueue(1);
        office.open(server.url()).awaitSettled(1);
        assertThat(office.health.health().getDetails()).containsEntry("server", "away: e-mails wait");

        office.clock.advance(PostOffice.RETRY);
        office.awaitSettled(2);

        assertThat(office.health.health().getDetails()).containsEntry("server", "takes e-mails");
    }

    @Test
    void loginIsSpokenWhereNothingElseIs() throws IOException {
        server.on("EHLO", "250-scripted\r\n250 AUTH LOGIN")
                .on("AUTH", "334 VXNlcm5hbWU6")
                .on("YWRH", "334 UGFzc3dvcmQ6")
                .on("AHVZAA==", "235 welcome");
        office.enqueue(1);

        office.open(server.url().replace("smtp://", "smtp://ada:hush@")).awaitSettled(1);

        assertThat(server.commands).contains("AUTH LOGIN", "YWRh", "aHVzaA==");
        assertThat(office.correspondent.outcomes()).hasOnlyElementsOfType(Taken.class);
    }

    @Test
    void afterThreeDaysOfTryingAMailHasFailed() throws IOException {
        server.on("RCPT", "451 4.7.1 later", "451 4.7.1 later", "451 4.7.1 even later");
        office.enqueue(1);
        office.open(server.url()).awaitSettled(1);

        office.clock.advance(Duration.ofDays(2));
        office.awaitSettled(2);
        assertThat(office.correspondent.outcomes()).hasOnlyElementsOfType(Delayed.class);
        office.clock.advance(Duration.ofDays(1).minusMinutes(4));
        office.awaitSettled(3);

        assertThat(office.correspondent.outcomes().getLast())
                .isEqualTo(new Refused(new Trouble(Trouble.Cause.PUT_OFF, "451 4.7.1 even later"), false));
        office.awaitEmptyQueue();
        office.awaitCounted(1, "foyer.mail.failed", "reason", "4xx");
    }

    @Test
    void aMailKeepsItsMessageIdOverItsTries() throws IOException {
        server.on(".", ScriptedSmtp.DROP);
        office.enqueue(1);
        office.open(server.url()).awaitSettled(1);
        var id = office.correspondent.settled.getFirst().mail().id();

        office.clock.advance(PostOffice.RETRY);
        office.awaitSettled(2);

        assertThat(server.taken)
                .singleElement()
                .satisfies(
                        taken -> assertThat(taken.content()).contains("Message-ID: <" + id + "@foyer.example.test>"));
    }

    @Test
    void aBounceAddressIsTheEnvelopesSender() throws IOException {
        var key = new byte[32];
        office.returnPaths = new ReturnPaths(new BounceSettings("bounces@foyer.example", null), key);
        office.enqueue(1);

        office.open(server.url()).awaitSettled(1);

        var path = server.taken.getFirst().from().replaceAll(".*<(.*)>", "$1");
        assertThat(office.returnPaths.mail(path))
                .contains(office.correspondent.settled.getFirst().mail().id());
        assertThat(server.taken.getFirst().content()).contains("<foyer@example.test>");
    }

    @Test
    void whatIsTakenIsRememberedAndWhatIsRefusedIsNot() throws IOException {
        server.on("RCPT", "550 no");
        office.db.sql("delete from sent_mail").update();
        office.enqueue(3);

        office.open(server.url()).awaitSettled(3).awaitEmptyQueue();

        assertThat(office.db
                        .sql("select count(*) from sent_mail")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aSuppressedAddressGetsNothingFromThatOrganization() throws IOException {
        var mails = office.enqueue(2);
        assertThat(mails).hasSize(2);
        var organization = office.db
                .sql("select organization_id from mail where recipient = 'linus1@example.test'")
                .query(java.util.UUID.class)
                .single();
        office.suppress(organization, "Linus1@example.test");

        office.open(server.url()).awaitSettled(2);

        assertThat(office.correspondent.outcomes())
                .contains(new Refused(new Trouble(Trouble.Cause.SUPPRESSED, "550 gone"), false));
        assertThat(server.taken)
                .singleElement()
                .satisfies(t -> assertThat(t.to()).contains("linus2"));
    }
}
