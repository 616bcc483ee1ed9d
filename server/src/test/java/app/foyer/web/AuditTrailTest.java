package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Each change leaves one event that tells who did it, to whom, and what was before and is after.
@WholeHouseTest
class AuditTrailTest {
    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    @Autowired
    JsonMapper json;

    /// An organization in which there is something to change, and whoever changes it.
    private record Place(Town town, Tenant acme, Resident ada, Resident gil, String invitation) {
        String ask(String method, String path, String body) {
            var visitor = ada.visitor();
            var answer = visitor.json(method, acme.api() + path, body, "X-CSRF-TOKEN", visitor.csrf("/account"));
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
            return answer.body();
        }

        void page(Visitor visitor, String path, Map<String, String> fields) {
            var answer = visitor.submit("/account", path, fields);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        }

        void operator(String body) {
            var answer = town.stranger()
                    .json("PATCH", "/api/v1/operator/organizations/" + acme.slug(), body, Town.bearer(Town.OPERATOR));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private Place place() {
        var acme = town.found("acme");
        town.addApplication(acme, "intranet");
        var ada = town.join(acme, "ada", "ADMIN");
        var gil = town.join(acme, "gil", "GUEST");
        return new Place(town, acme, ada, gil, town.invite(acme, town.account("bo"), "GUEST"));
    }

    private static final String GUEST = "{'orgRole': 'GUEST', 'appGrants': {'storefront': 'WRITE'}}";
    private static final String MEMBER = "{'orgRole': 'MEMBER', 'appGrants': {}}";

    private static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "member.edited gil",
                        "{'before': " + GUEST + ", 'after': " + MEMBER + "}",
                        p -> p.ask("PATCH", "/members/" + p.gil.member(), "{\"orgRole\": \"MEMBER\"}")),
                change(
                        "member.edited gil",
                        "{'before': " + GUEST
                                + ", 'after': {'orgRole': 'GUEST', 'appGrants': {'storefront': 'WRITE'}, 'accessEndsAt': '2099-01-01T00:00:00Z'}}",
                        p -> p.ask(
                                "PATCH", "/members/" + p.gil.member(), "{\"accessEndsAt\": \"2099-01-01T00:00:00Z\"}")),
                change(
                        "member.removed gil",
                        "{'before': " + GUEST + "}",
                        p -> p.ask("DELETE", "/members/" + p.gil.member(), "")),
                change(
                        "member.left gil",
                        "{'before': " + GUEST + "}",
                        p -> p.page(p.gil.visitor(), p.acme.pages() + "/leave", Map.of())),
                change(
                        "member.left gil",
                        "{'before': " + GUEST + "}",
                        p -> p.page(p.gil.visitor(), "/account/delete", Map.of())),
                change("invitation.created ann@acme.test", MEMBER, p -> p.ask("POST", "/invitations", """
                        {"emails": ["ann@acme.test"], "orgRole": "MEMBER"}""")),
                change(
                        "invitation.edited bo",
                        "{'before': " + GUEST + ", 'after': " + MEMBER + "}",
                        p -> p.ask("PATCH", "/invitations/" + p.invitation, "{\"orgRole\": \"MEMBER\"}")),
                change(
                        "invitation.resent bo",
                        GUEST,
                        p -> p.ask("POST", "/invitations/" + p.invitation + "/resend", "")),
                change(
                        "invitation.canceled bo",
                        "{}",
                        p -> p.ask("POST", "/invitations/" + p.invitation + "/cancel", "")),
                change("application.created Wiki", "{'slug': 'wiki'}", p -> p.ask("POST", "/applications", """
                        {"name": "Wiki", "slug": "wiki"}""")),
                change(
                        "application.edited Portal",
                        "{'before': {'name': 'intranet', 'kind': 'OTHER'}, 'after': {'name': 'Portal', 'kind': 'NODEJS'}}",
                        p -> p.ask("PATCH", "/applications/intranet", """
                                {"name": "Portal", "kind": "NODEJS"}""")),
                change(
                        "application.archived intranet",
                        "{'slug': 'intranet'}",
                        p -> p.ask("PATCH", "/applications/intranet", "{\"archived\": true}")),
                change(
                        "application.deleted intranet",
                        "{'slug': 'intranet'}",
                        p -> p.ask("DELETE", "/applications/intranet", "")),
                change(
                        "organization.edited Acme",
                        "{'before': {'name': 'acme', 'timeZone': 'UTC'}, 'after': {'name': 'Acme', 'timeZone': 'Europe/Berlin'}}",
                        p -> p.ask("PATCH", "", "{\"name\": \"Acme\", \"timeZone\": \"Europe/Berlin\"}")),
                change(
                        "organization.edited acme",
                        "{'before': {'seats': null}, 'after': {'seats': 25}}",
                        p -> p.operator("{\"plan\": {\"seats\": 25}}")),
                change("organization.suspended acme", "{}", p -> p.operator("{\"suspended\": true}")),
                change("token.created CI", "{'scope': 'read'}", p -> p.ask("POST", "/api-tokens", """
                        {"name": "CI", "scope": "read"}""")));
    }

    private static Arguments change(String event, String details, Consumer<Place> change) {
        return arguments(event, details, change);
    }

    // From the database: a suspended organization's log is closed.
    private List<JsonNode> events(Tenant tenant) {
        return db.sql("""
                        select jsonb_build_object('action', action, 'actor', actor_name, 'target', target_name, 'type', target_type,
                                                  'id', target_id, 'from', from_address, 'details', details)::text
                          from audit_event where organization_id = :organization order by id desc
                        """).param("organization", UUID.fromString(tenant.id())).query(String.class).list().stream()
                .map(json::readTree)
                .toList();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("changes")
    void leavesOneEventWithWhoWhomBeforeAndAfter(String expected, String details, Consumer<Place> change) {
        var place = place();
        var before = events(place.acme());

        change.accept(place);

        var after = events(place.acme());
        assertThat(after).hasSize(before.size() + 1);
        var event = after.getFirst();
        assertThat(event.path("action").asString() + " " + event.path("target").asString())
                .startsWith(expected);
        assertThat(event.path("type").asString()).isEqualTo(expected.substring(0, expected.indexOf('.')));
        assertThat(event.path("id").isString()).isTrue();
        assertThat(event.path("actor").asString()).isIn("ada", "gil", "Operator");
        assertThat(event.path("from").asString()).isNotBlank();
        assertHolds("", event.path("details"), json.readTree(details.replace('\'', '"')));
    }

    /// Whatever is expected is there, with its value; there may be more.
    private static void assertHolds(String at, JsonNode found, JsonNode expected) {
        if (!expected.isObject() || expected.isEmpty()) {
            assertThat(found).as(at).isEqualTo(expected);
            return;
        }
        expected.properties()
                .forEach(field -> assertHolds(at + "/" + field.getKey(), found.path(field.getKey()), field.getValue()));
    }
}
