package app.foyer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What comes of e-mails that come back: reports at `/hooks/mail`, the list of addresses, and what inviting says then.
@WholeHouseTest
class MailHookTest {
    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    @Autowired
    MutableTime clock;

    private Tenant acme;

    @BeforeEach
    void found() {
        acme = town.found("acme");
    }

    @AfterEach
    void resetTime() {
        clock.reset();
    }

    /// Invites somebody and has the mail server take the e-mail, as the queue's workers would note it.
    private String sent(Tenant tenant, String email) {
        var invitation = town.invite(tenant, email, "MEMBER");
        take(invitation);
        return invitation;
    }

    private UUID take(String invitation) {
        db.sql("update invitation set delivery_state = 'SENT' where id = :id")
                .param("id", UUID.fromString(invitation))
                .update();
        return db.sql("""
                with sent as (delete from mail where subject_id = :id returning *)
                insert into sent_mail (id, kind, organization_id, subject_id, recipient, queued_at, attempts, sent_at)
                select id, kind, organization_id, subject_id, recipient, queued_at, attempts, queued_at from sent
                returning id
                """)
                .param("id", UUID.fromString(invitation))
                .query(UUID.class)
                .single();
    }

    private UUID mailOf(String invitation) {
        return db.sql("select id from sent_mail where subject_id = :id")
                .param("id", UUID.fromString(invitation))
                .query(UUID.class)
                .single();
    }

    private HttpResponse<String> report(String body) {
        var timestamp = String.valueOf(clock.instant().getEpochSecond());
        return post(body, timestamp, signature(timestamp, body));
    }

    private HttpResponse<String> report(UUID mail, String kind) {
        return report("""
                {"messageId": "<%s@foyer.example>", "kind": "%s", "reason": "550 5.1.1 no such user"}""".formatted(mail, kind));
    }

    private HttpResponse<String> post(String body, String timestamp, String signature) {
        return town.stranger()
                .json("POST", "/hooks/mail", body, "Foyer-Timestamp", timestamp, "Foyer-Signature", signature);
    }

    private static String signature(String timestamp, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Town.HOOK_SECRET.getBytes(UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JsonNode get(Tenant tenant, String path) {
        return town.body(town.stranger().get(tenant.api() + path, Town.bearer(tenant.token())));
    }

    private HttpResponse<String> write(String method, String path, String body) {
        return town.stranger().json(method, acme.api() + path, body, Town.bearer(acme.token()));
    }

    private HttpResponse<String> invite(String email) {
        return write("POST", "/invitations", "{\"emails\": [\"%s\"], \"orgRole\": \"MEMBER\"}".formatted(email));
    }

    @ParameterizedTest
    @CsvSource({
        "HARD, The e-mail came back: 550 5.1.1 no such user",
        "COMPLAINT, The reader has reported the e-mail as unwanted: 550 5.1.1 no such user"
    })
    void aMailThatComesBackFailsTheDeliveryAndEndsMailsToTheAddress(String kind, String reason) {
        var invitation = sent(acme, "Ann@Acme.test");

        assertThat(report(mailOf(invitation), kind).statusCode()).isEqualTo(202);

        var delivery = get(acme, "/invitations/" + invitation).path("delivery");
        assertThat(delivery.path("state").asString()).isEqualTo("FAILED");
        assertThat(delivery.path("reason").asString()).isEqualTo(reason);
        assertThat(delivery.path("answer").asString()).isEqualTo("550 5.1.1 no such user");
        assertThat(get(acme, "/invitations/" + invitation).path("status").asString())
                .isEqualTo("PENDING");
        var listed = get(acme, "/suppressions");
        assertThat(listed.path("total").asInt()).isOne();
        assertThat(listed.at("/items/0/email").asString()).isEqualTo("Ann@acme.test");
        assertThat(listed.at("/items/0/kind").asString()).isEqualTo(kind);
        assertThat(get(acme, "/audit-events?action=suppression.added")
                        .path("total")
                        .asInt())
                .isOne();
        assertThat(get(acme, "/invitations?delivery=NOT_DELIVERED")
                        .path("total")
                        .asInt())
                .isOne();
    }

    @Test
    void aReasonIsShownWithoutWhatCannotBeSeenAndCutBetweenCharacters() {
        var invitation = sent(acme, "ann@acme.test");

        report("""
                {"messageId": "<%s@foyer.example>", "kind": "HARD", "reason": "550\\u202e\\u0000\\r\\n\\u2028gone \\ud83c %s"}""".formatted(mailOf(invitation), "🎈".repeat(600)));

        assertThat(get(acme, "/invitations/" + invitation)
                        .at("/delivery/answer")
                        .asString())
                .isEqualTo("550 gone " + "🎈".repeat(491));
    }

    @Test
    void theInviterIsTold() {
        var invitation = sent(acme, "ann@acme.test");

        report(mailOf(invitation), "HARD");

        assertThat(db.sql("select kind from notice where subject_id = :id")
                        .param("id", UUID.fromString(invitation))
                        .query(String.class)
                        .list())
                .containsExactly("INVITATION_NOT_DELIVERED");
    }

    @Test
    void aReportThatIsRepeatedOrComesLaterChangesNothing() {
        var invitation = sent(acme, "ann@acme.test");
        var mail = mailOf(invitation);
        report(mail, "HARD");
        var cleared = get(acme, "/suppressions").at("/items/0/id").asString();
        write("DELETE", "/suppressions/" + cleared, "");
        var before = get(acme, "/invitations/" + invitation);

        assertThat(report(mail, "HARD").statusCode()).isEqualTo(202);
        assertThat(report(mail, "COMPLAINT").statusCode()).isEqualTo(202);

        assertThat(get(acme, "/invitations/" + invitation)).isEqualTo(before);
        assertThat(get(acme, "/suppressions").path("total").asInt()).isZero();
    }

    @Test
    void aPassingTroubleChangesNothing() {
        var invitation = sent(acme, "ann@acme.test");
        var mail = mailOf(invitation);

        assertThat(report(mail, "SOFT").statusCode()).isEqualTo(202);

        assertThat(get(acme, "/invitations/" + invitation).at("/delivery/state").asString())
                .isEqualTo("SENT");
        assertThat(get(acme, "/suppressions").path("total").asInt()).isZero();
        report(mail, "HARD");
        assertThat(get(acme, "/suppressions").path("total").asInt()).isOne();
    }

    @Test
    void aReportAboutAnOlderMailLeavesTheNewerOnesDeliveryAlone() {
        var invitation = sent(acme, "ann@acme.test");
        var older = mailOf(invitation);
        clock.advance(Duration.ofSeconds(1));
        write("POST", "/invitations/" + invitation + "/resend", "");

        report(older, "HARD");

        assertThat(get(acme, "/invitations/" + invitation).at("/delivery/state").asString())
                .isEqualTo("QUEUED");
        assertThat(get(acme, "/suppressions").path("total").asInt()).isOne();
    }

    @Test
    void anotherOrganizationLearnsNothing() {
        var globex = town.found("globex");
        var theirs = sent(globex, "ann@acme.test");
        var ours = sent(acme, "ann@acme.test");

        report(mailOf(ours), "HARD");

        assertThat(get(globex, "/suppressions").path("total").asInt()).isZero();
        assertThat(get(globex, "/invitations/" + theirs).at("/delivery/state").asString())
                .isEqualTo("SENT");
        var id = get(acme, "/suppressions").at("/items/0/id").asString();
        assertThat(town.stranger()
                        .json("DELETE", globex.api() + "/suppressions/" + id, "", Town.bearer(globex.token()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(acme, "/suppressions").path("total").asInt()).isOne();
    }

    @Test
    void invitingASuppressedAddressSaysSoInsteadOfSending() {
        var invitation = sent(acme, "ann@acme.test");
        report(mailOf(invitation), "HARD");
        write("POST", "/invitations/" + invitation + "/cancel", "");

        var refused = invite("ANN@acme.test");

        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(town.body(refused).at("/results/0/outcome").asString()).isEqualTo("SUPPRESSED");
        assertThat(town.body(refused).at("/results/0/reason").asString()).isEqualTo("550 5.1.1 no such user");
        assertThat(get(acme, "/invitations").path("total").asInt()).isOne();
        var id = get(acme, "/suppressions").at("/items/0/id").asString();
        assertThat(write("DELETE", "/suppressions/" + id, "").statusCode()).isEqualTo(204);
        assertThat(write("DELETE", "/suppressions/" + id, "").statusCode()).isEqualTo(404);
        assertThat(get(acme, "/audit-events?action=suppression.cleared")
                        .path("total")
                        .asInt())
                .isOne();
        assertThat(invite("ann@acme.test").statusCode()).isEqualTo(201);
    }

    @Test
    void resendingToASuppressedAddressIsRefused() {
        var invitation = sent(acme, "ann@acme.test");
        report(mailOf(invitation), "HARD");

        var refused = write("POST", "/invitations/" + invitation + "/resend", "");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(town.body(refused).path("type").asString()).endsWith("/problems/conflict");
        assertThat(town.body(refused).path("detail").asString()).contains("ann@acme.test", "Settings > E-mail");
    }

    @Test
    void anAdminSeesTheListAndAllowsAnAddressAgain() {
        var admin = town.join(acme, "ada", "ADMIN").visitor();
        var page = acme.pages() + "/settings/mail";
        assertThat(admin.get(page).body()).contains("E-mails go to every address");
        report(mailOf(sent(acme, "ann@acme.test")), "COMPLAINT");

        var shown = Jsoup.parse(admin.get(page).body());
        assertThat(shown.select("tbody tr").text()).contains("ann@acme.test", "Unwanted", "550 5.1.1 no such user");
        var cleared = admin.submit(page, shown.select("tbody form").attr("action"), Map.of());

        assertThat(cleared.statusCode()).isEqualTo(303);
        assertThat(admin.get(page).body()).contains("ann@acme.test can get e-mails again.");
        assertThat(get(acme, "/suppressions").path("total").asInt()).isZero();
    }

    @Test
    void theFormSaysWhatHappenedToASuppressedAddress() {
        var admin = town.join(acme, "ada", "ADMIN").visitor();
        var invitation = sent(acme, "ann@acme.test");
        report(mailOf(invitation), "HARD");
        write("POST", "/invitations/" + invitation + "/cancel", "");

        var answer = admin.submit(
                acme.pages() + "/people/invite",
                acme.pages() + "/people/invite",
                Map.of("emails", "ann@acme.test\nbo@acme.test", "orgRole", "MEMBER"));

        assertThat(Jsoup.parse(answer.body()).select(".outcomes").text())
                .contains("Not sent", "E-mails to ann@acme.test have come back, so nothing has been sent.");
    }

    @Test
    void theListTellsWhatDidNotArrive() {
        var admin = town.join(acme, "ada", "ADMIN").visitor();
        report(mailOf(sent(acme, "ann@acme.test")), "HARD");
        town.invite(acme, "bo@acme.test", "MEMBER");

        var shown = Jsoup.parse(admin.get(acme.pages() + "/people/invitations?delivery=NOT_DELIVERED")
                .body());

        assertThat(shown.select("tbody tr")).hasSize(1);
        assertThat(shown.select("tbody").text())
                .contains("ann@acme.test", "Not delivered: The e-mail came back: 550 5.1.1 no such user");
    }

    @Test
    void aMailThatNobodyKnowsIsAcceptedAllTheSame() {
        assertThat(report(UUID.randomUUID(), "HARD").statusCode()).isEqualTo(202);
        assertThat(report("{\"messageId\": \"nonsense\", \"kind\": \"HARD\"}").statusCode())
                .isEqualTo(202);
        assertThat(report("{\"bounceAddress\": \"bounces+nonsense@foyer.example\", \"kind\": \"HARD\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aReportWithoutTheRightSignatureIsRefused() {
        var invitation = sent(acme, "ann@acme.test");
        var body = "{\"messageId\": \"<%s@foyer.example>\", \"kind\": \"HARD\"}".formatted(mailOf(invitation));
        var now = clock.instant();
        var fresh = String.valueOf(now.getEpochSecond());
        var old = String.valueOf(now.minusSeconds(301).getEpochSecond());
        var future = String.valueOf(now.plusSeconds(302).getEpochSecond());

        assertThat(post(body, fresh, "sha256=00").statusCode()).isEqualTo(401);
        assertThat(post(body, fresh, signature(fresh, body + " ")).statusCode()).isEqualTo(401);
        assertThat(post(body, fresh, signature(old, body)).statusCode()).isEqualTo(401);
        assertThat(post(body, old, signature(old, body)).statusCode()).isEqualTo(401);
        assertThat(post(body, future, signature(future, body)).statusCode()).isEqualTo(401);
        assertThat(post(body, "soon", signature("soon", body)).statusCode()).isEqualTo(401);
        assertThat(town.stranger().json("POST", "/hooks/mail", body).statusCode())
                .isEqualTo(401);

        assertThat(get(acme, "/suppressions").path("total").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "",
                "{\"messageId\": \"<a@b>\"}",
                "{\"kind\": \"HARD\"}",
                "{\"messageId\": \"<a@b>\", \"kind\": \"MILD\"}"
            })
    void aReportThatSaysNothingIsRefused(String body) {
        assertThat(report(body).statusCode()).isIn(400, 422);
        assertThat(report(body).headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aReportThatIsTooLargeIsRefusedUnread() {
        assertThat(report("{\"kind\": \"HARD\", \"reason\": \"" + "x".repeat(70_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void oldMailsAreForgotten() {
        var invitation = sent(acme, "ann@acme.test");
        db.sql("update sent_mail set sent_at = :at where subject_id = :id")
                .param("at", Instant.parse("2020-01-01T00:00:00Z").atOffset(java.time.ZoneOffset.UTC))
                .param("id", UUID.fromString(invitation))
                .update();
        var mail = mailOf(invitation);

        bounces.forget(Instant.parse("2020-01-02T00:00:00Z"));

        assertThat(report(mail, "HARD").statusCode()).isEqualTo(202);
        assertThat(get(acme, "/suppressions").path("total").asInt()).isZero();
    }

    @Autowired
    app.foyer.mail.Bounces bounces;
}
