package app.foyer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.problem.BadSetting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signed e-mails, as those verify them who get them from the mail server.
class DkimTest {
    private static KeyPair key;

    @TempDir
    Path folder;

    private final PostOffice office = new PostOffice().withWorkers(1);
    private final ScriptedSmtp server = new ScriptedSmtp().on("EHLO", "250-scripted\r\n250-8BITMIME\r\n250 SMTPUTF8");

    DkimTest() throws IOException {}

    @BeforeAll
    static void makeKey() throws NoSuchAlgorithmException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = generator.generateKeyPair();
    }

    @AfterEach
    void close() {
        office.close();
        server.close();
    }

    private Path pem() throws IOException {
        var text = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(
                        Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded()));
        return Files.writeString(folder.resolve("dkim.pem"), text);
    }

    private String sent(String subject, String recipient) throws IOException {
        office.dkim = new DkimSettings(pem(), "foyer2026", null);
        office.correspondent.letter = new Letter(
                subject, "Grüß dich \n.\n\n  two  spaces \n\n", "<p>Ünï 日本 " + "long ".repeat(300) + "</p>", "de");
        office.enqueue(recipient);
        office.open(server.url()).awaitSettled(1);
        return server.taken.getFirst().content();
    }

    private static List<?> verify(String wire) throws IOException, FailException {
        var record = "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
        return new DKIMVerifier((_, selector, domain) -> selector.toString().equals("foyer2026")
                                && domain.toString().equals("example.test")
                        ? List.of(record)
                        : List.of())
                .verify(new ByteArrayInputStream(wire.getBytes(UTF_8)));
    }

    @Test
    void whatTheMailServerGetsVerifies() throws Exception {
        var wire = sent(
                "Einladung für Linus, mit einem Betreff, der über mehrere Zeilen geht und dann noch weiter",
                "linus@example.test");

        assertThat(wire).contains("DKIM-Signature: ", " d=example.test;", " s=foyer2026;");
        assertThat(verify(wire)).hasSize(1);
    }

    @Test
    void anInternationalMailVerifies() throws Exception {
        assertThat(verify(sent("Einladung", "ünï@example.test"))).hasSize(1);
    }

    @Test
    void aChangedMailDoesNotVerify() throws Exception {
        var wire = sent("Einladung", "linus@example.test");

        for (var changed : List.of(
                wire.replace("two  spaces", "too  spaces"),
                wire.replace("Subject: Einladung", "Subject: Mahnung"),
                "From: evil@globex.test\r\n" + wire)) {
            assertThat(changed).isNotEqualTo(wire);
            assertThatExceptionOfType(FailException.class).isThrownBy(() -> verify(changed));
        }
    }

    @Test
    void withoutAKeyNothingIsSigned() throws IOException {
        office.enqueue(1);

        office.open(server.url()).awaitSettled(1);

        assertThat(server.taken.getFirst().content()).doesNotContain("DKIM");
    }

    @Test
    void aKeyThatCannotBeUsedIsRefusedAtStart() throws IOException {
        var nonsense = Files.writeString(folder.resolve("nonsense.pem"), "-----BEGIN RSA PRIVATE KEY-----\nx\n");

        for (var settings : List.of(
                new DkimSettings(folder.resolve("none.pem"), "foyer", null),
                new DkimSettings(nonsense, "foyer", null),
                new DkimSettings(pem(), null, null),
                new DkimSettings(pem(), "foyer; x=1", null),
                new DkimSettings(pem(), "foyer", "a b"))) {
            assertThatExceptionOfType(BadSetting.class).isThrownBy(() -> settings.signer("example.test"));
        }
    }
}
