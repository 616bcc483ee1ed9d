package app.foyer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How Foyer signs in to a mail server, and which ones it doesn't trust.
class TlsTest {
    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // each test starts it
    private TlsSmtp server;

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private TlsSmtp start(boolean atOnce, boolean offering) throws Exception {
        server = new TlsSmtp(folder, atOnce, offering);
        return server;
    }

    private Optional<Trouble> connect(String url, SSLSocketFactory trust) {
        var smtp =
                new SmtpServer(SmtpUrl.parse(url.replace("PORT", String.valueOf(server.port()))), "foyer.test", trust);
        var failure = catchThrowable(() -> smtp.connect().close());
        return Optional.ofNullable(failure).map(Diagnosis::of);
    }

    private static Optional<Trouble.Cause> cause(Optional<Trouble> trouble) {
        return trouble.map(Trouble::cause);
    }

    @ParameterizedTest
    @CsvSource({"smtp, false", "smtps, true"})
    void aCertificateThatIsRightIsTrusted(String scheme, boolean atOnce) throws Exception {
        start(atOnce, true);

        assertThat(connect(scheme + "://ada:hush@localhost:PORT?starttls=required", server.trusting()))
                .isEmpty();

        assertThat(server.inClear).noneMatch(command -> command.startsWith("AUTH"));
        assertThat(server.safely).anyMatch(command -> command.startsWith("AUTH PLAIN"));
    }

    @ParameterizedTest
    @CsvSource({"smtp, false", "smtps, true"})
    void aCertificateThatNobodyVouchesForIsRefused(String scheme, boolean atOnce) throws Exception {
        start(atOnce, true);

        var trouble = connect(scheme + "://ada:hush@localhost:PORT?starttls=required", (SSLSocketFactory)
                SSLSocketFactory.getDefault());

        assertThat(cause(trouble)).contains(Trouble.Cause.CERTIFICATE);
        assertThat(server.safely).isEmpty();
        assertThat(server.inClear).noneMatch(command -> command.startsWith("AUTH"));
    }

    @ParameterizedTest
    @CsvSource({"smtp, false", "smtps, true"})
    void aCertificateForAnotherHostIsRefused(String scheme, boolean atOnce) throws Exception {
        start(atOnce, true);

        var trouble = connect(scheme + "://ada:hush@127.0.0.1:PORT?starttls=required", server.trusting());

        assertThat(cause(trouble)).contains(Trouble.Cause.CERTIFICATE);
        assertThat(server.safely).noneMatch(command -> command.startsWith("AUTH"));
        assertThat(server.inClear).noneMatch(command -> command.startsWith("AUTH"));
    }

    @Test
    void whereStarttlsIsRequiredItCannotBeStripped() throws Exception {
        start(false, false);

        var trouble = connect("smtp://ada:hush@localhost:PORT?starttls=required", server.trusting());

        assertThat(cause(trouble)).contains(Trouble.Cause.TLS);
        assertThat(server.inClear).noneMatch(command -> command.startsWith("AUTH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n250-evil\r\n250 SMTPUTF8", "\r\n250 AUTH LOGIN\r\n334 VXNlcm5hbWU6", "\r\n"})
    void whatIsSlippedInBeforeTlsIsNoAnswerWithinIt(String answers) throws Exception {
        start(false, true).slippedIn = answers;
        var smtp = new SmtpServer(
                SmtpUrl.parse("smtp://ada:hush@localhost:%d?starttls=required".formatted(server.port())),
                "foyer.test",
                server.trusting());

        var refused = catchThrowable(() -> {
            try (var connection = smtp.connect()) {
                assertThat(connection.takesInternationalAddresses()).isFalse();
            }
        });

        if (refused == null) {
            assertThat(server.safely).startsWith("EHLO foyer.test").anyMatch(c -> c.startsWith("AUTH PLAIN"));
        } else {
            assertThat(refused).isInstanceOf(MessagingException.class);
        }
        assertThat(server.inClear).noneMatch(command -> command.startsWith("AUTH"));
    }

    @Test
    void aSecretGoesInClearToTheSameMachineAlone() throws Exception {
        start(false, false);
        // Not loopback by its name, though it leads here.
        var elsewhere =
                java.net.InetAddress.getLoopbackAddress().getHostAddress().equals("127.0.0.1") ? "0.0.0.0" : "[::]";

        assertThat(cause(connect("smtp://ada:hush@" + elsewhere + ":PORT", server.trusting())))
                .contains(Trouble.Cause.TLS);
        assertThat(server.inClear).noneMatch(command -> command.startsWith("AUTH"));
        assertThat(connect("smtp://ada:hush@127.0.0.1:PORT", server.trusting())).isEmpty();
        assertThat(server.inClear).anyMatch(command -> command.startsWith("AUTH PLAIN"));
    }

    @Test
    void anAccessTokenIsShownAsOne() throws Exception {
        start(true, false);

        assertThat(connect("smtps://ada%40acme.test:ya29.token@localhost:PORT?auth=xoauth2", server.trusting()))
                .isEmpty();

        var shown = server.safely.stream()
                .filter(c -> c.startsWith("AUTH"))
                .findFirst()
                .orElseThrow();
        assertThat(shown).startsWith("AUTH XOAUTH2 ");
        assertThat(new String(Base64.getDecoder().decode(shown.substring(13)), UTF_8))
                .isEqualTo("user=ada@acme.test\u0001auth=Bearer ya29.token\u0001\u0001");
    }
}
