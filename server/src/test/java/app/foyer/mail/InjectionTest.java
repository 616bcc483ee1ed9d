package app.foyer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever people are called: the mail server gets the headers and commands that Foyer means, and no others.
class InjectionTest {
    private static final List<String> HEADERS = List.of(
            "Auto-Submitted",
            "Content-Language",
            "Content-Type",
            "Date",
            "Feedback-ID",
            "From",
            "In-Reply-To",
            "MIME-Version",
            "Message-ID",
            "References",
            "Subject",
            "To");

    private final PostOffice office = new PostOffice().withWorkers(1);
    private final ScriptedSmtp server = new ScriptedSmtp().on("EHLO", "250-scripted\r\n250-8BITMIME\r\n250 SMTPUTF8");

    InjectionTest() throws IOException {}

    @AfterEach
    void close() {
        office.close();
        server.close();
    }

    static Stream<String> evil() {
        return Stream.of(
                "Ann\r\nBcc: hank@globex.test",
                "Ann\nBcc: hank@globex.test",
                "Ann\rBcc: hank@globex.test",
                "Ann\r\n\r\nThe text begins here",
                "Ann\r\n.\r\nMAIL FROM:<evil@globex.test>\r\nRCPT TO:<hank@globex.test>\r\nDATA",
                "Ann\u0000Bob",
                "Ann\u0085Bcc: hank@globex.test",
                "Ann\u2028Bcc: hank@globex.test\u2029X",
                "Ann\u000B\u000C\u001F\u007FBob",
                "=?utf-8?Q?=0D=0ABcc:_hank@globex.test?=",
                "=?utf-8?B?DQpCY2M6IGhhbmtAZ2xvYmV4LnRlc3Q=?= invites you",
                "=?UTF-8?q?Ada_Lovelace?= <ada@acme.test>",
                "x".repeat(5000),
                "x ".repeat(3000),
                "ü".repeat(5000),
                "🎈".repeat(2000),
                "日本 ".repeat(1000),
                "\uD83C alone \uDF88",
                "\"quoted\" <script> ${x} #{y} [[z]] %s {0} \\",
                "\r\n",
                "");
    }

    @ParameterizedTest
    @MethodSource("evil")
    void aSubjectIsOneHeaderAndNothingElse(String text) throws Exception {
        office.correspondent.letter =
                new Letter(text, "plain\n.\n..\nFrom here\n" + text, "<p>html</p>\n.\n" + text, "en\r\nX-Evil: 1");
        office.enqueue("linus@example.test");
        office.enqueue("ünï@example.test");

        office.open(server.url()).awaitSettled(2);

        assertThat(office.correspondent.outcomes()).hasOnlyElementsOfType(Taken.class);
        assertThat(server.taken).hasSize(2).allSatisfy(taken -> assertHarmless(taken.content()));
        assertThat(server.commands).filteredOn(c -> c.startsWith("MAIL")).hasSize(2);
        assertThat(server.commands).filteredOn(c -> c.startsWith("RCPT")).hasSize(2);
        assertThat(server.taken).allSatisfy(taken -> {
            var shown = read(taken.content()).getSubject();
            assertThat(shown.replace("\u2060", "")).doesNotContainPattern("[\\r\\n\\u0000]");
            if (text.contains("=?")) {
                assertThat(shown.replace("\u2060", "")).isEqualTo(text);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Foyer\r\nBcc: hank@globex.test",
                "Foyer\u0000",
                "Foyer\u2028X-Evil: 1",
                "=?utf-8?Q?=0D=0ABcc:_hank@globex.test?=",
                "Føyer, Inc. <evil@globex.test>"
            })
    void aSendersNameIsAName(String name) throws Exception {
        var settings = PostOffice.settings(server.url());
        office.enqueue("linus@example.test");

        office.postman(
                        new MailSettings(
                                server.url(),
                                "\"" + name + "\" <foyer@example.test>",
                                settings.mailRetry(),
                                settings.mailGiveUpAfter(),
                                settings.publicUrl()),
                        java.nio.file.Path.of("unused"))
                .start();
        office.awaitSettled(1);

        assertThat(server.taken).singleElement().satisfies(taken -> {
            assertHarmless(taken.content());
            assertThat(taken.from()).isEqualTo("MAIL FROM:<foyer@example.test> BODY=8BITMIME");
            assertThat(read(taken.content()).getFrom()).hasSize(1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linus@example.test\r\nRCPT TO:<hank@globex.test>",
                "linus@example.test>\r\nRCPT TO:<hank@globex.test",
                "linus@example.test> NOTIFY=NEVER",
                "linus@example.test\u0001",
                "li\nnus@example.test",
                "linus@example.test,hank@globex.test",
                "linus@example.test hank@globex.test",
                "Linus <linus@example.test>",
                "\"linus\r\n\"@example.test",
                "linus@example.test\u2028X-Evil: 1",
                "=?utf-8?Q?linus?= <linus@example.test>",
                "linus@[127.0.0.1]\r\nRCPT TO:<hank@globex.test>",
                "a@b@example.test",
                "linus",
                ""
            })
    void anAddressThatIsMoreThanAnAddressIsWrittenToNobody(String address) throws IOException {
        office.enqueue(address);

        office.open(server.url()).awaitSettled(1);

        assertThat(office.correspondent.outcomes())
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.trouble().cause()).isEqualTo(Trouble.Cause.UNWRITABLE));
        assertThat(server.commands).noneMatch(command -> command.startsWith("RCPT"));
    }

    @Test
    void anAddressThatFillsMoreThanALineIsWrittenToNobody() throws IOException {
        office.enqueue("x".repeat(1000) + "@example.test");
        office.enqueue("x@" + "y.".repeat(500) + "test");

        office.open(server.url()).awaitSettled(2);

        assertThat(office.correspondent.outcomes()).hasOnlyElementsOfType(Refused.class);
        assertThat(server.commands).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void theReturnPathIsTheOneThatIsSetAndATokenAndNothingAnswersElsewhere() throws Exception {
        office.returnPaths = new ReturnPaths(new BounceSettings("bounces@foyer.example", null), new byte[32]);
        office.correspondent.letter = new Letter("Ann\r\nReply-To: x@globex.test", "text", "html", "en");
        office.enqueue("linus@example.test");

        office.open(server.url()).awaitSettled(1);

        var taken = server.taken.getFirst();
        assertThat(taken.from()).matches("MAIL FROM:<bounces\\+[0-9a-v]{42}@foyer\\.example> BODY=8BITMIME");
        assertHarmless(taken.content());
        assertThat(read(taken.content()).getReplyTo())
                .isEqualTo(read(taken.content()).getFrom());
    }

    private static void assertHarmless(String wire) throws Exception {
        assertThat(wire.replace("\r\n", "")).doesNotContainPattern("[\\r\\n\\u0000]");
        assertThat(wire.split("\r\n", -1)).allMatch(line -> line.getBytes(UTF_8).length <= 998);
        var names = Collections.list(read(wire).getAllHeaders()).stream()
                .map(jakarta.mail.Header::getName)
                .sorted()
                .toList();
        var expected = new ArrayList<>(HEADERS);
        if (names.contains("Content-Transfer-Encoding")) { // where nothing in its texts had to be encoded
            expected.add(2, "Content-Transfer-Encoding");
        }
        assertThat(names).isEqualTo(expected);
        var head = wire.substring(0, wire.indexOf("\r\n\r\n"));
        assertThat(head.split("\r\n(?![ \\t])")).hasSize(expected.size());
    }

    private static MimeMessage read(String wire) throws Exception {
        var properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        return new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(wire.getBytes(UTF_8)));
    }
}
