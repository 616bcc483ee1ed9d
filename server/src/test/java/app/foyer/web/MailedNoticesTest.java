package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.foyer.people.Digests;
import app.foyer.web.Town.Tenant;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/// Notices as they arrive at a mail server.
@WholeHouseTest
@TestPropertySource(properties = "foyer.mail-connections=2")
class MailedNoticesTest {
    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @LocalManagementPort
    int managementPort;

    @Autowired
    Town town;

    @Autowired
    Digests digests;

    @Autowired
    MutableTime time;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Town.Resident ada;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry settings) {
        SERVER.start();
        settings.add(
                "foyer.smtp-url", () -> "smtp://127.0.0.1:" + SERVER.getSmtp().getPort());
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN");
    }

    @AfterEach
    void itIsNowAgain() {
        time.reset();
    }

    private void choose(String pace) {
        ada.visitor().submit("/account", acme.pages() + "/notices", Map.of("notices", pace));
    }

    private String inviteAndAccept(String name) {
        var email = town.account(name);
        var invited = ada.visitor()
                .json(
                        "POST",
                        acme.api() + "/invitations",
                        "{\"emails\": [\"%s\"], \"orgRole\": \"MEMBER\"}".formatted(email),
                        "X-CSRF-TOKEN",
                        ada.visitor().csrf("/account"));
        var id = town.body(invited).at("/results/0/invitation/id").asString();
        town.signIn(email).submit("/?all", "/my-invitations/%s/%s/accept".formatted(acme.id(), id), Map.of());
        return email;
    }

    private List<MimeMessage> arrived(String subject) {
        await().dontCatchUncaughtExceptions()
                .until(() ->
                        db.sql("select count(*) from mail").query(Integer.class).single() == 0);
        return Arrays.stream(SERVER.getReceivedMessages())
                .filter(message ->
                        isFor(message, ada.email()) && subject(message).contains(subject))
                .toList();
    }

    private static boolean isFor(MimeMessage message, String address) {
        try {
            return message.getAllRecipients()[0].toString().equals(address);
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String part(MimeMessage message, int number) throws MessagingException, IOException {
        return ((MimeMultipart) message.getContent())
                .getBodyPart(number)
                .getContent()
                .toString();
    }

    @Test
    void anAcceptanceArrivesAtOnce() throws Exception {
        var nora = inviteAndAccept("nora");

        assertThat(arrived(nora + " has joined acme")).singleElement().satisfies(message -> {
            assertThat(part(message, 0))
                    .contains("https://foyer.example/o/%s/people".formatted(acme.slug()))
                    .contains("Choose which notices you get:", "https://foyer.example/account");
            assertThat(part(message, 1)).contains("<h1", "href=\"https://foyer.example/account\"");
        });
    }

    @Test
    void aDigestArrivesInTheMorning() {
        choose("DAILY");
        var nora = inviteAndAccept("nora");
        var olga = inviteAndAccept("olga");
        digests.sendAll(time.instant());
        assertThat(arrived("has joined")).isEmpty();

        time.advance(untilEight());
        digests.sendAll(time.instant());

        assertThat(arrived("acme: 2 notices"))
                .singleElement()
                .satisfies(message ->
                        assertThat(part(message, 0)).contains(nora + " has accepted", olga + " has accepted"));
    }

    private Duration untilEight() {
        var now = time.instant().atOffset(ZoneOffset.UTC);
        var tomorrow = now.plusDays(1).with(LocalTime.of(8, 0));
        return Duration.between(now, tomorrow);
    }

    @Test
    void whoWantsNoneGetsOnlyWhatIsSecurity() {
        choose("NONE");
        var nora = inviteAndAccept("nora");
        town.join(acme, "grace", "ADMIN");

        assertThat(arrived(nora)).isEmpty();
        assertThat(arrived("grace is an Org admin of acme now")).hasSize(1);
    }

    @Test
    void readinessAndMetricsTellOfTheMail() {
        var nora = "nora@" + acme.slug() + ".test";
        town.invite(acme, nora, "MEMBER");
        await().until(() -> Stream.of(SERVER.getReceivedMessages()).anyMatch(mail -> isTo(mail, nora)));
        var management = new Visitor(managementPort);

        await().untilAsserted(
                        () -> assertThat(management.get("/actuator/prometheus").body())
                                .containsPattern("(?m)^foyer_mail_sent_total(\\{.*\\})? [1-9]"));

        assertThat(management.get("/actuator/prometheus").body())
                .contains("foyer_mail_queued ", "foyer_mail_oldest_age_seconds ");
        var readiness = management.get("/actuator/health/readiness");
        assertThat(readiness.statusCode()).isEqualTo(200);
        assertThat(town.body(readiness).at("/components/mail/status").asString())
                .isEqualTo("UP");
        assertThat(town.body(readiness).at("/components/mail/details/server").asString())
                .isEqualTo("takes e-mails");
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return mail.getAllRecipients()[0].toString().equals(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
