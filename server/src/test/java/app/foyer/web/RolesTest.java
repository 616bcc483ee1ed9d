package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who may do what, asked over HTTP: the table of roles as people meet it. [EveryOperationTest] has that of tokens.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Map<String, Resident> residents;
    private Map<String, String> tokens;
    private String invitation;
    private String event;

    @BeforeAll
    void foundAcme() {
        acme = town.found("acme");
        town.addApplication(acme, "intranet");
        residents = Map.of(
                "guest", town.join(acme, "gil", "GUEST"),
                "member", town.join(acme, "linus", "MEMBER"),
                "admin", town.join(acme, "ada", "ADMIN"));
        invitation = town.invite(acme, "ann@acme.test", "MEMBER");
        var events = town.stranger().get(acme.api() + "/audit-events", Town.bearer(acme.token()));
        event = town.body(events).at("/items/0/id").asString();
        tokens = Map.of("reader", town.token(acme, "read"), "inviter", town.token(acme, "invite"));
    }

    private Visitor visitor(String who) {
        return Objects.requireNonNull(residents.get(who)).visitor();
    }

    private String fill(String path) {
        var member = Objects.requireNonNull(residents.get("guest")).member();
        return path.replace("{invitation}", invitation)
                .replace("{member}", member)
                .replace("{event}", event);
    }

    private HttpResponse<String> ask(String who, String method, String path, String body) {
        var filled = fill(path);
        if (tokens.containsKey(who)) {
            return town.stranger().json(method, filled, body, Town.bearer(tokens.get(who)));
        }
        var visitor = visitor(who);
        return visitor.json(method, filled, body, "X-CSRF-TOKEN", visitor.csrf("/account"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # method and path                | guest | member | admin
            GET    ''                         | 200 | 200 | 200
            PATCH  ''                         | 403 | 403 | 200
            PUT    /logo                      | 403 | 403 | 422
            DELETE /logo                      | 403 | 403 | 204
            GET    /applications              | 200 | 200 | 200
            POST   /applications              | 403 | 403 | 422
            GET    /applications/storefront   | 200 | 200 | 200
            GET    /applications/intranet     | 404 | 200 | 200
            GET    /applications?archived=true | 403 | 403 | 200
            PATCH  /applications/intranet     | 403 | 403 | 200
            GET    /applications/intranet/access | 403 | 403 | 200
            GET    /members/{member}/access   | 403 | 403 | 200
            GET    /members                   | 403 | 200 | 200
            GET    /members/{member}          | 403 | 200 | 200
            PATCH  /members/{member}          | 403 | 403 | 200
            DELETE /members/0199aaaa-0000-7000-8000-000000000000 | 403 | 403 | 404
            GET    /audit-events              | 403 | 200 | 200
            GET    /audit-events/{event}      | 403 | 200 | 200
            GET    /audit-events/verification | 403 | 200 | 200
            GET    /invitations               | 403 | 403 | 200
            GET    /invitations/{invitation}  | 403 | 403 | 200
            PATCH  /invitations/{invitation}  | 403 | 403 | 200
            POST   /invitations               | 403 | 403 | 422
            GET    /suppressions              | 403 | 403 | 200
            DELETE /suppressions/0199aaaa-0000-7000-8000-000000000000 | 403 | 403 | 404
            GET    /api-tokens                | 403 | 403 | 200
            POST   /api-tokens                | 403 | 403 | 422
            GET    /api-tokens/0199aaaa-0000-7000-8000-000000000000 | 403 | 403 | 404
            DELETE /api-tokens/0199aaaa-0000-7000-8000-000000000000 | 403 | 403 | 404
            """)
    void theApiKnowsWhoMayDoWhat(String route, int guest, int member, int admin) {
        var parts = route.split("\\s+", 2);
        var path = acme.api() + parts[1].replace("''", "");

        var expected = Map.of("guest", guest, "member", member, "admin", admin);
        assertThat(expected).allSatisfy((who, status) -> {
            var answer = ask(who, parts[0], path, parts[0].equals("GET") ? "" : "{}");
            assertThat(answer.statusCode()).as("%s: %s", who, answer.body()).isEqualTo(status);
        });
    }

    @Test
    void archivedApplicationsAreForTokensThatReadSettings() {
        var archived = acme.api() + "/applications?archived=true";

        assertThat(ask("reader", "GET", archived, "").statusCode()).isEqualTo(200);
        assertThat(ask("inviter", "GET", archived, "").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resend", "cancel"})
    void onlyAdminsResendOrCancel(String verb) {
        var one = town.invite(acme, verb + "@acme.test", "MEMBER");
        var path = acme.api() + "/invitations/" + one + "/" + verb;

        for (var who : new String[] {"guest", "member"}) {
            assertThat(ask(who, "POST", path, "").statusCode()).as(who).isEqualTo(403);
        }
        var untouched = ask("admin", "GET", acme.api() + "/invitations/" + one, "");
        assertThat(town.body(untouched).path("status").asString()).isEqualTo("PENDING");
        assertThat(ask("admin", "POST", path, "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                        | 200 | 200 | 200
            /people                                   | 403 | 200 | 200
            /people/{member}/edit                     | 403 | 403 | 200
            /people/{member}/remove                   | 403 | 403 | 200
            /leave                                    | 200 | 200 | 200
            /people/invitations/{invitation}/edit     | 403 | 403 | 200
            /audit-log                                | 403 | 200 | 200
            /audit-log/{event}                        | 403 | 200 | 200
            /audit-log/export.csv                     | 403 | 200 | 200
            /audit-log/export.ndjson                  | 403 | 200 | 200
            /people/invite                            | 403 | 403 | 200
            /people/invitations                       | 403 | 403 | 200
            /people/invitations/{invitation}/resend   | 403 | 403 | 200
            /settings/general                         | 403 | 403 | 200
            /settings/plan                            | 403 | 403 | 200
            /settings/mail                            | 403 | 403 | 200
            /settings/api-tokens                      | 403 | 403 | 200
            /settings/api-tokens/create               | 403 | 403 | 200
            /settings/applications                    | 403 | 403 | 200
            /settings/applications/add                | 403 | 403 | 200
            /settings/applications/intranet/edit      | 403 | 403 | 200
            /settings/applications/intranet/archive   | 403 | 403 | 200
            /settings/applications/intranet/delete    | 403 | 403 | 200
            /access                                   | 403 | 403 | 200
            /access/people                            | 403 | 403 | 200
            /access/applications/intranet             | 403 | 403 | 200
            /access/people/{member}                   | 403 | 403 | 200
            /access/export                            | 403 | 403 | 200
            /access/applications/intranet/export      | 403 | 403 | 200
            /access/people/{member}/export            | 403 | 403 | 200
            /people/invitations/{invitation}/cancel   | 403 | 403 | 200
            """)
    void pagesKnowWhoMayDoWhat(String path, int guest, int member, int admin) {
        var url = acme.pages() + fill(path);

        assertThat(town.stranger().get(url).headers().firstValue("Location").orElse(""))
                .contains("/sign-in");
        assertThat(Map.of("guest", guest, "member", member, "admin", admin))
                .allSatisfy((who, status) ->
                        assertThat(visitor(who).get(url).statusCode()).as(who).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource({"archive", "restore", "delete"})
    void onlyAnAdminArchivesRestoresOrDeletes(String verb) {
        var one = "to-" + verb;
        town.addApplication(acme, one);
        var path = acme.pages() + "/settings/applications/" + one + "/" + verb;

        for (var who : new String[] {"guest", "member"}) {
            assertThat(visitor(who).submit("/account", path, Map.of()).statusCode())
                    .as(who)
                    .isEqualTo(403);
        }
        assertThat(ask("reader", "DELETE", acme.api() + "/applications/" + one, "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask("member", "GET", acme.api() + "/applications/" + one, "").statusCode())
                .isEqualTo(200);
        assertThat(visitor("admin").submit("/account", path, Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(ask("admin", "PATCH", acme.api() + "/applications/" + one, "{\"archived\": true}")
                        .statusCode())
                .isEqualTo(verb.equals("delete") ? 404 : 200);
    }

    @Test
    void onlyAnAdminChoosesHowToGetNotices() {
        var path = acme.pages() + "/notices";
        var daily = Map.of("notices", "DAILY");

        for (var who : new String[] {"guest", "member"}) {
            assertThat(visitor(who).submit("/account", path, daily).statusCode())
                    .as(who)
                    .isEqualTo(403);
        }
        assertThat(visitor("admin").submit("/account", path, daily).statusCode())
                .isEqualTo(303);
    }

    @Test
    void onlyAnAdminSeesTheWayToTheSettings() {
        var path = acme.pages() + "/settings";

        assertThat(visitor("admin").get(acme.pages()).body()).contains("href=\"" + path + "\"");
        assertThat(visitor("member").get(acme.pages()).body()).doesNotContain(path);
        assertThat(visitor("guest").get(acme.pages()).body()).doesNotContain(path);
        assertThat(visitor("admin").get(path).headers().firstValue("Location").orElse(""))
                .endsWith(path + "/general");
    }

    @Test
    void aGuestSeesTheGrantedApplicationsAndItsRoleOnThem() {
        var seen = town.body(ask("guest", "GET", acme.api() + "/applications", ""));

        assertThat(seen.path("total").asInt()).isOne();
        assertThat(seen.at("/items/0/slug").asString()).isEqualTo("storefront");
        assertThat(seen.at("/items/0/appRole").asString()).isEqualTo("WRITE");
        assertThat(visitor("guest").get(acme.pages()).body())
                .contains("storefront")
                .doesNotContain("intranet");
    }

    @ParameterizedTest
    @CsvSource({"member, READ", "admin, ADMIN"})
    void membersReadAndAdminsGovernAllApplications(String who, String role) {
        var seen = town.body(ask(who, "GET", acme.api() + "/applications", ""));

        assertThat(seen.path("total").asInt()).isEqualTo(2);
        assertThat(seen.at("/items/0/appRole").asString()).isEqualTo(role);
    }

    @Test
    void thePlanIsForAdmins() {
        assertThat(town.body(ask("admin", "GET", acme.api(), "")).has("plan")).isTrue();
        assertThat(town.body(ask("member", "GET", acme.api(), "")).has("plan")).isFalse();
        assertThat(town.body(ask("guest", "GET", acme.api(), "")).has("plan")).isFalse();
    }

    @Test
    void aSessionWritesNothingWithoutItsToken() {
        var forged = visitor("admin").json("PATCH", acme.api(), "{\"name\": \"Forged\"}");

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(ask("admin", "GET", acme.api(), "").body()).doesNotContain("Forged");
    }

    @Test
    void nobodyInPersonOpensTheOperatorsDoor() {
        assertThat(visitor("admin").get("/api/v1/operator/organizations").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTokenOfSomebodyWhoIsNoAdminAnyLongerOpensNothing() {
        var globex = town.found("globex");
        assertThat(town.stranger()
                        .get(globex.api(), Town.bearer(globex.token()))
                        .statusCode())
                .isEqualTo(200);

        db.sql("update member set org_role = 'MEMBER' where organization_id = :organization")
                .param("organization", UUID.fromString(globex.id()))
                .update();

        assertThat(town.stranger()
                        .get(globex.api(), Town.bearer(globex.token()))
                        .statusCode())
                .isEqualTo(401);
    }
}
