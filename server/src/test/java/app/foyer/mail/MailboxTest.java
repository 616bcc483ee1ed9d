package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.model;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.view;

import app.foyer.problem.NotFound;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/// The mailbox that stands in for a mail server.
class MailboxTest {
    private final MailSettings settings = PostOffice.settings(" ");
    private final TestClock clock = new TestClock();

    @TempDir
    private Path dataDir = Path.of("");

    @Test
    void queuedMailsArriveInTheMailbox() throws IOException {
        try (var office = new PostOffice()) {
            office.enqueue(2);

            office.postman(settings, dataDir).start();
            office.awaitSettled(2);

            assertThat(mailbox().letters())
                    .extracting(MailboxLetter::to)
                    .containsExactlyInAnyOrder("linus1@example.test", "linus2@example.test");
        }
    }

    @Test
    void folderAndFilesAreForThisSystemUserAlone() throws Exception {
        deliver(mailbox(), "linus@example.test", "Hi");

        var folder = dataDir.resolve("mailbox");
        assertThat(permissions(folder)).isEqualTo("rwx------");
        try (var files = Files.list(folder)) {
            assertThat(files).singleElement().satisfies(file -> {
                assertThat(file.getFileName().toString()).endsWith(".eml");
                assertThat(permissions(file)).isEqualTo("rw-------");
            });
        }
    }

    @Test
    void lettersAreListedNewestFirstAndReadBackWhole() throws Exception {
        var mailbox = mailbox();
        deliver(mailbox, "linus@example.test", "First");
        clock.advance(Duration.ofSeconds(1));
        deliver(mailbox, "ünï@example.test", "Zweiter für dich");

        var letters = mailbox().letters();

        assertThat(letters).extracting(MailboxLetter::subject).containsExactly("Zweiter für dich", "First");
        var newest = letters.getFirst();
        assertThat(newest.to()).isEqualTo("ünï@example.test");
        assertThat(newest.from()).isEqualTo("Føyer <foyer@example.test>");
        assertThat(newest.at()).isEqualTo(clock.instant());
        assertThat(newest.text()).isEqualTo("Grüße");
    }

    @Test
    void theNewestThousandAreKept() throws Exception {
        var mailbox = mailbox();
        for (var i = 0; i < 1003; i++) {
            clock.advance(Duration.ofMillis(2));
            mailbox.add(new byte[0], clock.instant());
        }

        try (var files = Files.list(dataDir.resolve("mailbox"))) {
            assertThat(files).hasSize(1000);
        }
    }

    @Test
    void theLinkOpensTheMailboxAndItsKeyMovesIntoACookie() throws Exception {
        var mailbox = mailbox();
        var link = mailbox.link().orElseThrow();
        assertThat(link).startsWith("https://foyer.example.test/mailbox?key=");

        pages(mailbox)
                .perform(get("/mailbox").param("key", key(mailbox)))
                .andExpect(status().isSeeOther())
                .andExpect(redirectedUrl("/mailbox"))
                .andExpect(header().string(
                                "Set-Cookie",
                                "foyer_mailbox=" + key(mailbox)
                                        + "; Path=/mailbox; Secure; HttpOnly; SameSite=Strict"));
        pages(mailbox)
                .perform(withKey(mailbox, "/mailbox"))
                .andExpect(view().name("mail/mailbox"))
                .andExpect(model().attribute("letters", List.of()));
    }

    @Test
    void withoutTheRightKeyThereIsNoMailbox() throws Exception {
        var mailbox = mailbox();
        var id = deliver(mailbox, "linus@example.test", "Hi");

        assertNotFound(mailbox, get("/mailbox"));
        assertNotFound(mailbox, get("/mailbox").param("key", "wrong"));
        assertNotFound(mailbox, get("/mailbox").cookie(new Cookie("foyer_mailbox", key(mailbox()))));
        assertNotFound(mailbox, get("/mailbox/" + id));
        assertNotFound(mailbox, get("/mailbox/" + id + "/html"));
        assertNotFound(mailbox, withKey(mailbox, "/mailbox/" + UUID.randomUUID()));
        assertNotFound(mailbox, withKey(mailbox, "/mailbox/..%2Fsecret"));
    }

    @Test
    void whereAMailServerIsSetThereIsNoMailbox() throws Exception {
        var mailbox = new Mailbox(PostOffice.settings("smtp://relay"), dataDir.toString());

        assertThat(mailbox.link()).isEmpty();
        assertThat(dataDir.resolve("mailbox")).doesNotExist();
        assertNotFound(mailbox, get("/mailbox"));
    }

    @Test
    void theHtmlPartIsFramedWithoutPowerOverThePage() throws Exception {
        var mailbox = mailbox();
        var id = deliver(mailbox, "linus@example.test", "Hi");

        pages(mailbox)
                .perform(withKey(mailbox, "/mailbox/" + id + "/html"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("text/html;charset=UTF-8"))
                .andExpect(content().string("<html><head><base target=\"_top\"></head><b>Grüße</b></html>"))
                .andExpect(header().string("X-Frame-Options", "SAMEORIGIN"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(header().string(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups"
                                        + " allow-top-navigation-by-user-activation; base-uri 'self'"));
    }

    @Test
    void aLetterHasAPage() throws Exception {
        var mailbox = mailbox();
        var id = deliver(mailbox, "linus@example.test", "Hi");

        pages(mailbox)
                .perform(withKey(mailbox, "/mailbox/" + id))
                .andExpect(view().name("mail/mailbox-letter"))
                .andExpect(model().attribute("letter", mailbox.letter(id).orElseThrow()));
    }

    private Mailbox mailbox() throws IOException {
        return new Mailbox(settings, dataDir.toString());
    }

    private UUID deliver(Mailbox mailbox, String to, String subject) {
        var id = UUID.randomUUID();
        var mail = new QueuedMail(id, TestCorrespondent.KIND, null, id, to, clock.instant(), 1);
        var letter = new Letter(subject, "Grüße", "<html><head></head><b>Grüße</b></html>", "de");
        new MailboxCarrier(mailbox, new Mime(settings, PostOffice.NO_RETURN_PATHS, PostOffice.NO_DKIM))
                .carry(mail, letter, clock.instant());
        return mailbox.letters().getFirst().id();
    }

    private MockMvc pages(Mailbox mailbox) {
        return MockMvcBuilders.standaloneSetup(new MailboxPages(mailbox, settings))
                .build();
    }

    private static String key(Mailbox mailbox) {
        return mailbox.link().orElseThrow().split("key=", 2)[1];
    }

    private static MockHttpServletRequestBuilder withKey(Mailbox mailbox, String path) {
        return get(URI.create(path)).cookie(new Cookie("foyer_mailbox", key(mailbox)));
    }

    private void assertNotFound(Mailbox mailbox, MockHttpServletRequestBuilder request) {
        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> pages(mailbox).perform(request))
                .withCauseInstanceOf(NotFound.class);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
