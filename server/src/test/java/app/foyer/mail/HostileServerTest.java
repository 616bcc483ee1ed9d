package app.foyer.mail;

import static app.foyer.mail.ScriptedSmtp.DRIP;
import static app.foyer.mail.ScriptedSmtp.DROP_LETTER;
import static app.foyer.mail.ScriptedSmtp.FLOOD;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.mail.Correspondent.Outcome;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import app.foyer.mail.Trouble.Cause;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A mail server that means harm, or talks nonsense: it costs a try, and nothing else. What goes wrong over a
/// connection
/// that was open already is tried anew at once, so it has to go wrong twice.
class HostileServerTest {
    private final PostOffice office = new PostOffice().withWorkers(1);
    private final ScriptedSmtp server = new ScriptedSmtp();

    HostileServerTest() throws IOException {}

    @AfterEach
    void close() {
        office.close();
        server.close();
    }

    private Outcome outcome(String options) throws IOException {
        office.enqueue(1);
        office.open(server.url() + options).awaitSettled(1);
        return office.correspondent.outcomes().getFirst();
    }

    private Delayed delayed(String options) throws IOException {
        assertThat(outcome(options)).isInstanceOf(Delayed.class);
        return (Delayed) office.correspondent.outcomes().getFirst();
    }

    private void sendsTheNextLetter() throws IOException {
        office.enqueue("next@example.test");
        office.awaitSettled(2);
        assertThat(office.correspondent.outcomes().getLast()).isEqualTo(new Taken("250 taken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void anAnswerThatComesByteByByteHasNoMoreTimeThanOneThatDoesNotCome(String verb) throws IOException {
        server.on(verb, DRIP);

        var delayed = delayed("?timeout=PT0.5S");

        assertThat(delayed.trouble().cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(delayed.perhapsTaken()).isEqualTo(verb.equals("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "RCPT", "."})
    void anAnswerOfManyMegabytesIsNotHeardToItsEnd(String verb) throws IOException {
        server.on(verb, FLOOD, FLOOD);

        var delayed = delayed("");

        assertThat(delayed.trouble().cause()).isEqualTo(Cause.CONNECTION_LOST);
        assertThat(delayed.trouble().words()).contains("no end").hasSizeLessThan(301);
        assertThat(delayed.perhapsTaken()).isEqualTo(verb.equals("."));
    }

    @Test
    void aLongListOfExtensionsIsReadWhole() throws IOException {
        server.on("EHLO", "250-X-WHATEVER WITH PARAMETERS\r\n".repeat(2000) + "250 SMTPUTF8");
        office.enqueue("ünï@example.test");

        office.open(server.url()).awaitSettled(1);

        assertThat(office.correspondent.outcomes()).containsExactly(new Taken("250 taken"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            550 \u202Egnihton\u2066 \u200B\u00AD\uFEFF | 550 gnihton
            550 \u0000\u001B[31m\u0007red\u009B      | 550 [31m red
            550 Unbekannt \u00FC\u00DF\u00E9          | 550 Unbekannt \u00FC\u00DF\u00E9
            550 \u65E5\u672C\uD83C\uDF88                 | 550 \u65E5\u672C\uD83C\uDF88
            550 <script>\u2028</script>\u2029           | 550 <script> </script>
            550 \u00C3\u00A9 \u00C2\u009Bx              | 550 \u00E9 x
            550 \u00E9 \u00C3\u00A9                     | 550 \u00E9 \u00C3\u00A9
            """)
    void whatItSaysIsShownWithoutWhatCannotBeSeen(String said, String shown) throws IOException {
        server.on("RCPT", escaped(said));

        assertThat(outcome("")).isEqualTo(new Refused(new Trouble(Cause.REFUSED, escaped(shown)), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00FF\u00FE\u0001\u0002", "", "hello", "250", "999 what", "55", "-1 x"})
    void nonsenseIsNoRefusal(String nonsense) throws IOException {
        server.on("DATA", nonsense, nonsense);

        assertThat(delayed("?timeout=PT1S").perhapsTaken()).isFalse();
        sendsTheNextLetter();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
    void aServerThatSaysGoodbyeIsLeftAndTriedAgain(String verb) throws IOException {
        server.on(verb, "421 4.3.2 closing", "421 4.3.2 closing");

        assertThat(delayed("").trouble()).isEqualTo(new Trouble(Cause.PUT_OFF, "421 4.3.2 closing"));
        sendsTheNextLetter();
        assertThat(server.connections).hasValue(3);
    }

    @Test
    void aLetterThatIsCutOffMayHaveArrived() throws IOException {
        server.on("DATA", DROP_LETTER);

        assertThat(delayed("").perhapsTaken()).isTrue();
        sendsTheNextLetter();
    }

    private static String escaped(String text) {
        return java.util.regex.Pattern.compile("\\\\u(\\p{XDigit}{4})")
                .matcher(text)
                .replaceAll(code -> java.util.regex.Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(code.group(1), 16))));
    }
}
