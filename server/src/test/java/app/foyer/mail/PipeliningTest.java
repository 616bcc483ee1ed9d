package app.foyer.mail;

import static app.foyer.mail.ScriptedSmtp.WAIT_FOR_MORE;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands that go out together where the mail server allows it (RFC 2920), and what becomes of those that were in
/// vain.
class PipeliningTest {
    private final PostOffice office = new PostOffice().withWorkers(1);
    private final ScriptedSmtp server = new ScriptedSmtp().on("EHLO", "250-scripted\r\n250 PIPELINING");

    PipeliningTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
        office.close();
    }

    @Test
    void senderRecipientAndDataGoOutTogether() throws IOException {
        server.on("MAIL", WAIT_FOR_MORE, WAIT_FOR_MORE).on("RCPT", WAIT_FOR_MORE, WAIT_FOR_MORE);
        office.enqueue(2);

        office.open(server.url() + "?timeout=PT10S").awaitSettled(2);

        assertThat(office.correspondent.outcomes()).containsOnly(new Taken("250 taken"));
        assertThat(server.taken).hasSize(2).allMatch(taken -> taken.connection() == 1);
        assertThat(server.commands).filteredOn(c -> c.equals("DATA")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 354 go on", "MAIL, 503 no", "RCPT, 354 go on", "RCPT, 554 nobody to take it to", "DATA, 554 no"})
    void aRefusalLeavesTheConnectionGoodForTheNextMail(String refused, String toData) throws IOException {
        server.on("DATA", toData);
        if (!refused.equals("DATA")) {
            server.on(refused, "550 5.1.1 no such user");
        }
        if (!refused.equals("DATA") && toData.startsWith("354")) {
            server.on(".", "554 nobody to take it to");
        }
        office.enqueue(2);

        office.open(server.url() + "?timeout=PT10S").awaitSettled(2);

        assertThat(office.correspondent.outcomes())
                .filteredOn(Refused.class::isInstance)
                .hasSize(1);
        assertThat(office.correspondent.outcomes())
                .filteredOn(Taken.class::isInstance)
                .hasSize(1);
        assertThat(server.taken)
                .singleElement()
                .satisfies(taken -> assertThat(taken.content()).contains("To: linus"));
        assertThat(server.connections).hasValue(1);
    }
}
