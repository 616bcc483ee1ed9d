package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Members over the API: their access is changed, it ends, they are removed and leave.
@WholeHouseTest
class MembersApiTest {
    @Autowired
    Town town;

    @Autowired
    MutableTime time;

    @Autowired
    JdbcClient db;

    private Tenant acme;

    @BeforeEach
    void foundAcme() {
        acme = town.found("acme");
    }

    @AfterEach
    void resetTime() {
        time.reset();
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers) {
        var all = new ArrayList<>(List.of(Town.bearer(acme.token())));
        all.addAll(List.of(headers));
        return town.stranger().json(method, acme.api() + path, body, all.toArray(String[]::new));
    }

    private HttpResponse<String> patch(String member, String body, String... headers) {
        return ask("PATCH", "/members/" + member, body, headers);
    }

    private JsonNode get(String path) {
        return town.body(ask("GET", path, ""));
    }

    private String adminsId() {
        return get("/members?orgRole=ADMIN").at("/items/0/id").asString();
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElse("none");
    }

    private String in(Duration time) {
        return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Test
    void aMemberIsEditedAndAnsweredWithItsVersion() {
        var gil = town.join(acme, "gil", "GUEST");
        var end = in(Duration.ofDays(30));
        var before = ask("GET", "/members/" + gil.member(), "");

        var answer = patch(gil.member(), """
                {"orgRole": "GUEST", "accessEndsAt": "%s",
                 "appGrants": [{"application": "storefront", "appRole": "READ", "accessEndsAt": "%s"}]}
                """.formatted(end, end));

        assertThat(etag(before)).startsWith("\"1.");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(etag(answer)).startsWith("\"2.");
        var member = town.body(answer);
        assertThat(member).isEqualTo(get("/members/" + gil.member()));
        assertThat(member.path("accessEndsAt").asString()).isEqualTo(end);
        assertThat(member.at("/appGrants/0/application/slug").asString()).isEqualTo("storefront");
        assertThat(member.at("/appGrants/0/appRole").asString()).isEqualTo("READ");
        assertThat(member.at("/appGrants/0/accessEndsAt").asString()).isEqualTo(end);
        assertThat(town.body(patch(gil.member(), "{\"accessEndsAt\": null}"))
                        .path("accessEndsAt")
                        .isNull())
                .isTrue();
        assertThat(town.body(patch(gil.member(), "{\"orgRole\": \"MEMBER\"}")).path("appGrants"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"orgRole": "GUEST"}                                                        | /appGrants
            {"appGrants": [{"application": "storefront", "appRole": "READ"}]}           | /appGrants
            {"orgRole": "ADMIN", "appGrants": [{"application": "storefront", "appRole": "READ"}]} | /appGrants
            {"orgRole": "GUEST", "appGrants": [{"application": "nowhere", "appRole": "READ"}]} | /appGrants/0/application
            {"orgRole": "GUEST", "appGrants": [{"application": "storefront"}]}          | /appGrants/0/appRole
            {"orgRole": "GUEST", "appGrants": [null]}                                   | /appGrants/0/application
            {"orgRole": "GUEST", "appGrants": [{"application": "storefront", "appRole": "READ", "accessEndsAt": "2020-01-01T00:00:00Z"}]} | /appGrants/0/accessEndsAt
            {"accessEndsAt": "2020-01-01T00:00:00Z"}                                    | /accessEndsAt
            {"accessEndsAt": "tomorrow"}                                                | /accessEndsAt
            {"accessEndsAt": ""}                                                        | /accessEndsAt
            {"accessEndsAt": "+999999-01-01T00:00:00Z"}                                 | /accessEndsAt
            {"accessEndsAt": "9999-12-31T23:59:59-14:00"}                               | /accessEndsAt
            {"accessEndsAt": "2099-01-01T00:00:00"}                                     | /accessEndsAt
            {"accessEndsAt": 1790000000}                                                | /accessEndsAt
            {"accessEndsAt": {}}                                                        | /accessEndsAt
            {"orgRole": "OWNER"}                                                        | /orgRole
            {"role": "ADMIN"}                                                           | /role
            """)
    void whatCantBeIsRefusedByItsPointer(String body, String pointer) {
        var linus = town.join(acme, "linus", "MEMBER");
        var before = get("/members/" + linus.member());

        var answer = patch(linus.member(), body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(town.body(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(get("/members/" + linus.member())).isEqualTo(before);
    }

    @Test
    void anEditForAnotherVersionIsRefused() {
        var linus = town.join(acme, "linus", "MEMBER").member();
        var read = etag(ask("GET", "/members/" + linus, ""));
        patch(linus, "{\"orgRole\": \"ADMIN\"}");

        var late = patch(linus, "{\"orgRole\": \"GUEST\", \"appGrants\": []}", "If-Match", read);

        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(town.body(late).path("type").asString()).isEqualTo("/problems/precondition-failed");
        assertThat(town.stranger().get("/problems/precondition-failed").statusCode())
                .isEqualTo(200);
        assertThat(get("/members/" + linus).path("orgRole").asString()).isEqualTo("ADMIN");
        assertThat(patch(linus, "{\"orgRole\": \"MEMBER\"}", "If-Match", "\"2\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(patch(linus, "{\"orgRole\": \"ADMIN\"}", "If-Match", "*").statusCode())
                .isEqualTo(200);
        assertThat(patch(linus, "{\"orgRole\": \"MEMBER\"}", "If-Match", "W/\"4\"")
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void anInvitationHasItsVersionToo() {
        var ann = town.invite(acme, "ann@acme.test", "MEMBER");
        var end = in(Duration.ofDays(90));
        var read = ask("GET", "/invitations/" + ann, "");
        assertThat(town.body(read).has("accessEndsAt")).isFalse();

        var edited = ask(
                "PATCH", "/invitations/" + ann, "{\"accessEndsAt\": \"%s\"}".formatted(end), "If-Match", etag(read));
        var late = ask("PATCH", "/invitations/" + ann, "{\"orgRole\": \"ADMIN\"}", "If-Match", etag(read));

        assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
        assertThat(etag(edited)).startsWith("\"2.");
        assertThat(town.body(edited).path("accessEndsAt").asString()).isEqualTo(end);
        assertThat(late.statusCode()).isEqualTo(412);
    }

    @Test
    void theLastAdminStays() {
        var admin = adminsId();

        for (var body : List.of(
                "{\"orgRole\": \"MEMBER\"}",
                "{\"orgRole\": \"GUEST\", \"appGrants\": []}",
                "{\"accessEndsAt\": \"%s\"}".formatted(in(Duration.ofDays(9))))) {
            var refused = patch(admin, body);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(town.body(refused).path("type").asString()).isEqualTo("/problems/last-admin");
        }
        assertThat(ask("DELETE", "/members/" + admin, "").statusCode()).isEqualTo(409);
        assertThat(ask("DELETE", "/members/me", "").statusCode()).isEqualTo(409);
        assertThat(get("/members").path("total").asInt()).isOne();
    }

    @Test
    void whoeverIsRemovedIsOutWithTheirTokensAndIfAskedTheirInvitations() {
        var ada = town.join(acme, "ada", "ADMIN");
        var second = town.invite(acme, "ada.again@acme.test", "MEMBER");
        own(ada.email(), "ada.again@acme.test");
        db.sql("""
                update api_token set created_by = (select account_id from email_address where address_key = :key)
                 where organization_id = :organization::uuid and revoked_at is null
                """).param("key", ada.email()).param("organization", acme.id()).update();
        var boss = town.signIn("olga@" + acme.slug() + ".test");

        var removed = boss.json(
                "DELETE",
                acme.api() + "/members/" + ada.member() + "?cancelInvitations=true",
                "",
                "X-CSRF-TOKEN",
                boss.csrf("/account"));

        assertThat(removed.statusCode()).as(removed.body()).isEqualTo(204);
        assertThat(ask("GET", "", "").statusCode()).isEqualTo(401);
        assertThat(boss.get(acme.api() + "/members/" + ada.member()).statusCode())
                .isEqualTo(404);
        assertThat(town.body(boss.get(acme.api() + "/invitations/" + second))
                        .path("status")
                        .asString())
                .isEqualTo("CANCELED");
        assertThat(ada.visitor().get(acme.pages()).statusCode()).isEqualTo(404);
        assertThat(actions()).contains("member.removed", "token.revoked", "invitation.canceled");
    }

    private void own(String email, String more) {
        db.sql("""
                insert into email_address (address_key, address, account_id, verified_at)
                select :more, :more, account_id, verified_at from email_address where address_key = :email
                """).param("more", more).param("email", email).update();
    }

    private List<String> actions() {
        return db.sql("select action from audit_event where organization_id = :organization::uuid")
                .param("organization", acme.id())
                .query((row, _) -> row.getString("action"))
                .list();
    }

    @Test
    void anInvitationStaysUnlessItsCancelingIsAskedFor() {
        var gil = town.join(acme, "gil", "GUEST");
        var second = town.invite(acme, "gil.again@acme.test", "MEMBER");
        own(gil.email(), "gil.again@acme.test");

        assertThat(ask("DELETE", "/members/" + gil.member() + "?cancelInvitations=perhaps", "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(ask("DELETE", "/members/" + gil.member(), "").statusCode()).isEqualTo(204);
        assertThat(get("/invitations/" + second).path("status").asString()).isEqualTo("PENDING");
    }

    @ParameterizedTest
    @CsvSource({"GUEST", "MEMBER", "ADMIN"})
    void everybodyMayLeave(String role) {
        var bo = town.join(acme, "bo", role);

        var left = bo.visitor()
                .json(
                        "DELETE",
                        acme.api() + "/members/me",
                        "",
                        "X-CSRF-TOKEN",
                        bo.visitor().csrf("/account"));

        assertThat(left.statusCode()).as(left.body()).isEqualTo(204);
        assertThat(bo.visitor().get(acme.pages()).statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/members/" + bo.member(), "").statusCode()).isEqualTo(404);
        assertThat(actions()).contains("member.left");
    }

    @Test
    void pastTheEndOfAccessAPersonIsOutButListed() {
        var linus = town.join(acme, "linus", "MEMBER");
        patch(linus.member(), "{\"accessEndsAt\": \"%s\"}".formatted(in(Duration.ofHours(1))));
        assertThat(linus.visitor().get(acme.api() + "/applications").statusCode())
                .isEqualTo(200);

        time.advance(Duration.ofHours(1));

        assertThat(linus.visitor().get(acme.api() + "/applications").statusCode())
                .isEqualTo(404);
        assertThat(town.body(linus.visitor().get("/api/v1/organizations")).path("items"))
                .isEmpty();
        assertThat(get("/members").path("total").asInt()).isEqualTo(2);
        assertThat(get("").at("/plan/used").asInt()).isOne();
    }

    @Test
    void pastTheEndOfAGrantAnApplicationIsClosedToTheGuest() {
        var gil = town.join(acme, "gil", "GUEST");
        town.addApplication(acme, "intranet");
        patch(gil.member(), """
                {"appGrants": [{"application": "storefront", "appRole": "WRITE", "accessEndsAt": "%s"},
                               {"application": "intranet", "appRole": "READ"}]}
                """.formatted(in(Duration.ofHours(1))));
        assertThat(town.body(gil.visitor().get(acme.api() + "/applications"))
                        .path("total")
                        .asInt())
                .isEqualTo(2);

        time.advance(Duration.ofHours(1));

        assertThat(town.body(gil.visitor().get(acme.api() + "/applications"))
                        .at("/items")
                        .findValuesAsString("slug"))
                .containsExactly("intranet");
        assertThat(gil.visitor().get(acme.api() + "/applications/storefront").statusCode())
                .isEqualTo(404);
        assertThat(gil.visitor().get(acme.pages()).body()).doesNotContain("storefront");
        assertThat(get("/members/" + gil.member()).path("appGrants")).hasSize(2);
    }

    @Test
    void endsAreSetAtInvitingAndHoldAfterAcceptance() {
        var end = in(Duration.ofDays(60));
        var account = town.account("nora");
        var invited = ask("POST", "/invitations", """
                {"emails": ["%s"], "orgRole": "GUEST", "accessEndsAt": "%s",
                 "appGrants": [{"application": "storefront", "appRole": "READ", "accessEndsAt": "%s"}]}
                """.formatted(account, end, end));
        var invitation = town.body(invited).at("/results/0/invitation");
        assertThat(invitation.path("accessEndsAt").asString()).isEqualTo(end);
        var nora = town.signIn(account);

        nora.submit(
                "/?all",
                "/my-invitations/%s/%s/accept"
                        .formatted(acme.id(), invitation.path("id").asString()),
                Map.of());

        var member = get("/members?q=" + account).at("/items/0");
        assertThat(member.path("accessEndsAt").asString()).isEqualTo(end);
        assertThat(member.at("/appGrants/0/accessEndsAt").asString()).isEqualTo(end);
        var past = ask("POST", "/invitations", """
                {"emails": ["late@acme.test"], "orgRole": "MEMBER", "accessEndsAt": "2020-01-01T00:00:00Z"}
                """);
        assertThat(past.statusCode()).isEqualTo(422);
        assertThat(town.body(past).at("/errors/0/pointer").asString()).isEqualTo("/accessEndsAt");
    }
}
