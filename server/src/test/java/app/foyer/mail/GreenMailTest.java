package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against mail servers that others wrote, and what they may ask for: TLS, a user, SMTPUTF8.
class GreenMailTest {
    private final PostOffice office = new PostOffice();
    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });

    GreenMailTest() {
        server.start();
    }

    @AfterEach
    void close() {
        office.close();
        server.stop();
    }

    @Test
    void aLetterArrivesOnceWithItsText() throws Exception {
        office.enqueue(1);

        office.open("smtp://127.0.0.1:" + server.getSmtp().getPort()).awaitSettled(1);

        assertThat(office.correspondent.outcomes()).hasOnlyElementsOfType(Taken.class);
        assertThat(server.getReceivedMessages()).singleElement().satisfies(message -> {
            assertThat(message.getSubject()).isEqualTo("You are invited");
            assertThat(message.getHeader("To")).containsExactly("linus1@example.test");
            assertThat(message.getHeader("From")[0]).contains("<foyer@example.test>");
        });
    }

    @Test
    void theUserOfTheUrlSignsIn() throws IOException {
        server.setUser("foyer@example.test", "ada@acme", "p+s/s:w@rd");
        office.enqueue(1);

        office.open("smtp://ada%40acme:p+s%2Fs:w%40rd@127.0.0.1:"
                        + server.getSmtp().getPort())
                .awaitSettled(1);

        assertThat(office.correspondent.outcomes()).hasOnlyElementsOfType(Taken.class);
    }

    @Test
    void aWrongSecretDelaysAndIsNotRepeated() throws IOException {
        server.setUser("foyer@example.test", "ada", "right");
        office.enqueue(1);

        office.open("smtp://ada:wrong-secret@127.0.0.1:" + server.getSmtp().getPort())
                .awaitSettled(1);

        assertThat(reason()).contains("535").doesNotContain("wrong-secret");
    }

    @Test
    void aCertificateThatNobodyVouchesForDelays() throws IOException {
        office.enqueue(1);

        office.open("smtps://127.0.0.1:" + server.getSmtps().getPort()).awaitSettled(1);

        assertThat(reason()).contains("certification path");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void nothingGoesInClearWhereTlsIsRequired() throws IOException {
        office.enqueue(1);

        office.open("smtp://127.0.0.1:" + server.getSmtp().getPort() + "?starttls=required")
                .awaitSettled(1);

        assertThat(reason()).contains("STARTTLS");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void anInternationalAddressGoesWhereTheServerTakesIt() throws IOException {
        try (var scripted = new ScriptedSmtp()) {
            scripted.on("EHLO", "250-scripted\r\n250 SMTPUTF8");
            office.withWorkers(1).enqueue("ünï@bücher.example");
            office.enqueue("plain@example.test");

            office.open(scripted.url()).awaitSettled(2);

            assertThat(scripted.taken).anySatisfy(taken -> {
                assertThat(taken.from()).isEqualTo("MAIL FROM:<foyer@example.test> SMTPUTF8");
                assertThat(taken.to()).isEqualTo("RCPT TO:<ünï@xn--bcher-kva.example>");
                assertThat(taken.content()).contains("To: ünï@xn--bcher-kva.example");
            });
            assertThat(scripted.taken).anySatisfy(taken -> {
                assertThat(taken.from()).isEqualTo("MAIL FROM:<foyer@example.test>");
                assertThat(taken.to()).isEqualTo("RCPT TO:<plain@example.test>");
            });
        }
    }

    @Test
    void anInternationalAddressIsRefusedWhereTheServerLacksTheExtension() throws IOException {
        try (var scripted = new ScriptedSmtp()) {
            office.enqueue("ünï@example.test");

            office.open(scripted.url()).awaitSettled(1);

            assertThat(scripted.commands).noneMatch(command -> command.startsWith("MAIL"));
        }
        assertThat(office.correspondent.outcomes())
                .containsExactly(new Refused(new Trouble(Trouble.Cause.NEEDS_UTF8, "SMTPUTF8"), false));
    }

    private String reason() {
        return office.correspondent.outcomes().getFirst() instanceof Delayed delayed
                ? delayed.trouble().words()
                : "not delayed";
    }
}
