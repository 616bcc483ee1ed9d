package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts go as they are to a server that takes all eight bits, where nothing in them speaks against it.
class EightBitTest {
    private static final String EIGHT_BITS = "250-scripted\r\n250-PIPELINING\r\n250-SMTPUTF8\r\n250 8BITMIME";
    private static final String HTML = "<p>Ünï 日本</p>";
    private static final InlineImage PICTURE = new InlineImage("abc@logo", new byte[] {1, 2, 3, -1});

    private final PostOffice office = new PostOffice().withWorkers(1);
    private final ScriptedSmtp server = new ScriptedSmtp();

    EightBitTest() throws IOException {}

    @AfterEach
    void close() {
        office.close();
        server.close();
    }

    private ScriptedSmtp.Taken sent(String text, String recipient) throws IOException {
        office.correspondent.letter = new Letter("Grüße", text, HTML, "de").with(PICTURE);
        office.enqueue(recipient);
        office.open(server.url()).awaitSettled(1);
        assertThat(server.taken).hasSize(1);
        return server.taken.getFirst();
    }

    @Test
    void textsGoAsTheyAre() throws IOException {
        server.on("EHLO", EIGHT_BITS);

        var taken = sent("Grüß dich = 日本\n\twhoever\n", "linus@example.test");

        assertThat(taken.from()).isEqualTo("MAIL FROM:<foyer@example.test> BODY=8BITMIME");
        assertThat(taken.content())
                .contains("\r\n\r\nGrüß dich = 日本\r\n\twhoever\r\n", "\r\n\r\n" + HTML + "\r\n", "\r\nAQID/w==\r\n")
                .doesNotContain("quoted-printable")
                .contains("Subject: =?UTF-8?");
        // The letter, its parts that hold parts, and its texts.
        assertThat(taken.content().split("Content-Transfer-Encoding: 8bit", -1)).hasSize(1 + 4);
        assertThat(taken.content()).containsOnlyOnce("Content-Transfer-Encoding: base64");
    }

    @Test
    void addressesOfOtherScriptsComeWithIt() throws IOException {
        server.on("EHLO", EIGHT_BITS);

        assertThat(sent("Grüß dich", "ünï@example.test").from())
                .startsWith("MAIL FROM:<foyer@example.test> ")
                .contains(" SMTPUTF8")
                .contains(" BODY=8BITMIME");
    }

    @Test
    void aServerThatDoesNotSayThatItTakesThemGetsSeven() throws IOException {
        server.on("EHLO", "250 scripted");

        var taken = sent("Grüß dich", "linus@example.test");

        assertThat(taken.from()).isEqualTo("MAIL FROM:<foyer@example.test>");
        assertThat(taken.content()).contains("Gr=C3=BC=C3=9F dich").matches("\\p{ASCII}+");
    }

    @Test
    void theNextConnectionMayBeToAServerThatTakesSeven() throws IOException {
        server.on("EHLO", EIGHT_BITS, "250 scripted").on("MAIL", "250 fine", ScriptedSmtp.DROP);
        sent("Grüß dich", "linus@example.test");

        office.enqueue(1);
        office.awaitSettled(2);

        assertThat(server.connections).hasValue(2);
        assertThat(server.taken.getLast().content())
                .contains("Gr=C3=BC=C3=9F dich")
                .doesNotContain("8bit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a carriage\rreturn", "a\u0000zero", "a\u0085line", "a\u001bsign"})
    void controlCharactersAreEncoded(String text) throws IOException {
        server.on("EHLO", EIGHT_BITS);

        assertThat(sent(text, "linus@example.test").content())
                .contains("quoted-printable")
                .matches("\\p{ASCII}+");
    }

    @Test
    void linesThatAreTooLongAreEncoded() throws IOException {
        server.on("EHLO", EIGHT_BITS);

        var taken = sent("short\n" + "ü".repeat(500), "linus@example.test");

        assertThat(taken.content().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
        assertThat(taken.content()).contains("quoted-printable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello\n.\nMAIL FROM:<evil@example.test>\nRCPT TO:<victim@example.test>\nDATA\n.\n",
                "Hello\r\n.\r\nMAIL FROM:<evil@example.test>\r\n",
                "Hello\n.\rMAIL FROM:<evil@example.test>\r",
                "Hello\r.\rMAIL FROM:<evil@example.test>\r",
                "..\n.\n\n."
            })
    void noTextEndsItsLetter(String text) throws IOException {
        server.on("EHLO", EIGHT_BITS);

        var content = sent(text, "linus@example.test").content();

        assertThat(server.commands)
                .filteredOn(command -> command.startsWith("MAIL"))
                .hasSize(1);
        assertThat(server.commands)
                .filteredOn(command -> command.startsWith("RCPT"))
                .isEqualTo(List.of("RCPT TO:<linus@example.test>"));
        assertThat(content).contains("</p>");
    }

    @Test
    void linesOfADotArriveAsWritten() throws IOException {
        server.on("EHLO", EIGHT_BITS);

        assertThat(sent("..\n.\n\n.a", "linus@example.test").content()).contains("\r\n\r\n..\r\n.\r\n\r\n.a\r\n");
    }
}
