package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.invitation.FuzzedNames;
import app.foyer.problem.BadSetting;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a letter looks like on the wire.
class MimeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID ID = UUID.fromString("01990000-0000-7000-8000-000000000001");
    private static final String URL = "https://foyer.example.test/invitations/" + "aB3_-".repeat(60) + "?a=b&c=%C3%BC";

    @Test
    void aLetterHasItsHeadersAndBothParts() throws Exception {
        var message = read(wire("Føyer <foyer@example.test>", "linus@example.test", letter("Einladung für Linus")));

        assertThat(message.getSubject()).isEqualTo("Einladung für Linus");
        assertThat(message.getFrom()[0]).isEqualTo(new InternetAddress("foyer@example.test"));
        assertThat(((InternetAddress) message.getFrom()[0]).getPersonal()).isEqualTo("Føyer");
        assertThat(message.getAllRecipients()).containsExactly(new InternetAddress("linus@example.test"));
        assertThat(message.getSentDate()).isEqualTo(Date.from(NOW));
        assertThat(message.getMessageID()).isEqualTo("<" + ID + "@foyer.example.test>");
        var thread = "<" + ID + ".thread@foyer.example.test>";
        assertThat(message.getHeader("References")).containsExactly(thread);
        assertThat(message.getHeader("In-Reply-To")).containsExactly(thread);
        assertThat(message.getHeader("Feedback-ID")).containsExactly("test:none:foyer");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getHeader("Content-Language")).containsExactly("de");
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Grüß dich\r\n" + URL + "\r\n");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<a href=\"" + URL + "\">日本</a>");
    }

    @Test
    void aPictureComesAlongWithTheHtmlThatShowsIt() throws Exception {
        var png = new byte[] {1, 2, 3, -1};
        var letter = letter("Hi").with(new InlineImage("abc@logo", png));

        var message = read(wire("foyer@example.test", "linus@example.test", letter));

        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).isMimeType("text/plain")).isTrue();
        var related = (MimeMultipart) parts.getBodyPart(1).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related");
        assertThat(related.getBodyPart(0).getContent()).isEqualTo("<a href=\"" + URL + "\">日本</a>");
        var image = (MimeBodyPart) related.getBodyPart(1);
        assertThat(image.getContentID()).isEqualTo("<abc@logo>");
        assertThat(image.getDisposition()).isEqualTo("inline");
        assertThat(image.isMimeType("image/png")).isTrue();
        assertThat(image.getInputStream().readAllBytes()).isEqualTo(png);
    }

    @Test
    void theMailboxShowsAPictureWithinTheHtml() throws Exception {
        var letter = new Letter("Hi", "text", "<img src=\"cid:abc@logo\">", "de")
                .with(new InlineImage("abc@logo", new byte[] {1}));

        var shown = MailboxLetter.parse(
                ID, wire("foyer@example.test", "linus@example.test", letter).getBytes(StandardCharsets.UTF_8));

        assertThat(shown.html()).isEqualTo("<img src=\"data:image/png;base64,AQ==\">");
    }

    @Test
    void theWireCarriesShortLinesOfAscii() throws Exception {
        var wire = wire("Føyer <foyer@example.test>", "linus@example.test", letter("日本 ".repeat(300)));

        assertThat(wire.lines()).allMatch(line -> line.length() <= 78);
        assertThat(wire.chars()).allMatch(letter -> letter < 128);
    }

    @Test
    void aSubjectWithoutSpacesKeepsToTheLongestLineThatIsAllowed() throws Exception {
        assertThat(wire("foyer@example.test", "linus@example.test", letter("x".repeat(5000)))
                        .lines())
                .allMatch(line -> line.length() <= 998);
        assertThat(wire("foyer@example.test", "linus@example.test", letter("ü".repeat(5000)))
                        .lines())
                .allMatch(line -> line.length() <= 998);
    }

    @Test
    void tenThousandNamesInSubjectsAreReadAsTheyWereWritten() throws Exception {
        var names = new FuzzedNames(4);
        for (var i = 0; i < 10_000; i++) {
            var subject = names.person() + " invites you to " + names.thing();

            var wire = wire("foyer@example.test", "linus@example.test", letter(subject));

            assertThat(read(wire).getSubject().replace("\u2060", "")).isEqualTo(subject.replace("\u2060", ""));
            assertThat(wire.lines()).as(subject).allMatch(line -> line.length() <= 998);
            assertThat(wire.lines().takeWhile(line -> !line.isEmpty()).filter(line -> line.matches("\\S.*")))
                    .as(subject)
                    .hasSize(12);
        }
    }

    @Test
    void lineBreaksInFieldsMakeNoHeaders() throws Exception {
        var letter = new Letter(
                "Hi\r\nBcc: hank@globex.test\n\nBody\u0000\u0085X: y\u2028Z: z",
                "text",
                "<p>html</p>",
                "de\r\nX-Evil: 1");

        var wire = wire("\"Foyer\r\nX-Evil: 1\u0000\" <foyer@example.test>", "linus@example.test", letter);

        var message = read(wire);
        assertThat(wire.lines()).noneMatch(line -> line.startsWith("X-Evil") || line.startsWith("Bcc"));
        assertThat(wire).doesNotContain("\u0000");
        assertThat(message.getSubject()).isEqualTo("Hi Bcc: hank@globex.test Body X: y Z: z");
        assertThat(message.getHeader("Bcc")).isNull();
    }

    @Test
    void aDomainGoesInAscii() throws Exception {
        var envelope = envelope("foyer@bücher.example", "linus@bücher.example", letter("Hi"));

        assertThat(envelope.recipient().getAddress()).isEqualTo("linus@xn--bcher-kva.example");
        assertThat(envelope.message().getHeader("To")).containsExactly("linus@xn--bcher-kva.example");
        assertThat(envelope.international()).isFalse();
    }

    @Test
    void aSenderThatIsNoAddressIsRefusedAtStart() {
        assertThatExceptionOfType(BadSetting.class).isThrownBy(() -> mime("Foyer <foyer@>"));
    }

    private static Letter letter(String subject) {
        return new Letter(subject, "Grüß dich\n" + URL + "\n", "<a href=\"" + URL + "\">日本</a>", "de");
    }

    private static String wire(String from, String to, Letter letter) throws Exception {
        var bytes = new ByteArrayOutputStream();
        envelope(from, to, letter).message().writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Envelope envelope(String from, String to, Letter letter) throws Exception {
        return mime(from).envelope(new QueuedMail(ID, "test", null, ID, to, NOW, 2), letter, NOW);
    }

    private static Mime mime(String from) {
        var url = URI.create("https://foyer.example.test");
        return new Mime(
                new MailSettings(null, from, List.of(Duration.ofMinutes(1)), Duration.ofDays(3), url),
                PostOffice.NO_RETURN_PATHS,
                PostOffice.NO_DKIM);
    }

    private static MimeMessage read(String wire) throws Exception {
        return new MimeMessage(null, new ByteArrayInputStream(wire.getBytes(StandardCharsets.UTF_8)));
    }
}
