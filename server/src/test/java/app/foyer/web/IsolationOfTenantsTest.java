package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Ids;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.OrgRole;
import app.foyer.people.Permission;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Acme's people and tokens find nothing of Globex's, by any route. That no token opens Globex: [EveryOperationTest].
@WholeHouseTest
class IsolationOfTenantsTest {
    @Autowired
    Town town;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Tenant globex;
    private Map<String, String> globexIds;
    private final Map<Visitor, String> csrfs = new HashMap<>();

    record Route(String method, String path, @Nullable Permission needs) {}

    @BeforeEach
    void foundTwo() {
        acme = town.found("acme");
        globex = town.found("globex");
        var bo = town.join(globex, "bo", "MEMBER");
        var invitation = town.invite(globex, "ann@globex.test", "MEMBER");
        var events = town.stranger().get(globex.api() + "/audit-events", Town.bearer(globex.token()));
        globexIds = Map.of(
                "{event}",
                town.body(events).at("/items/0/id").asString(),
                "{invitation}",
                invitation,
                "{id}",
                invitation,
                "{member}",
                bo.member(),
                "{suppression}",
                suppress(globex),
                "{token}",
                town.body(town.stranger().get(globex.api() + "/api-tokens", Town.bearer(globex.token())))
                        .at("/items/0/id")
                        .asString(),
                "{application}",
                town.addApplication(globex, "intranet"));
    }

    private String suppress(Tenant tenant) {
        var id = Ids.next(Instant.now());
        db.sql("""
                insert into suppression (organization_id, id, address, address_key, kind, reason, created_at)
                values (:organization, :id, 'ann@globex.test', 'ann@globex.test', 'HARD', '550 globex', now())
                """)
                .param("organization", UUID.fromString(tenant.id()))
                .param("id", id)
                .update();
        return id.toString();
    }

    private List<Route> routesInside() {
        var found = new ArrayList<Route>();
        routes.getHandlerMethods().forEach((mapping, handler) -> {
            var inside =
                    Arrays.stream(handler.getMethodParameters()).anyMatch(p -> p.getParameterType() == Acting.class);
            for (var path : inside ? mapping.getPatternValues() : Set.<String>of()) {
                for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                    var needs = handler.getMethodAnnotation(Needs.class);
                    found.add(new Route(method.name(), path, needs == null ? null : needs.value()));
                }
            }
        });
        return found;
    }

    @Test
    void noRouteOpensAnotherOrganization() {
        var admin = town.join(acme, "ada", "ADMIN").visitor();
        var nothing = new Tenant("0199aaaa-0000-7000-8000-000000000000", "no-such-organization", "");

        assertThat(routesInside()).hasSizeGreaterThan(15).allSatisfy(route -> {
            for (var reference : List.of(globex.slug(), globex.id())) {
                var answer = knock(admin, route, reference);
                assertThat(answer.status()).as("%s in %s", route, reference).isEqualTo(404);
                var unknown = knock(admin, route, reference.equals(globex.id()) ? nothing.id() : nothing.slug());
                assertThat(answer.shape()).isEqualTo(unknown.shape());
            }
        });
        assertThat(untouched()).isTrue();
    }

    @Test
    void noIdOfAnotherOrganizationIsFoundInOnesOwn() {
        var admin = town.join(acme, "ada", "ADMIN").visitor();
        var withIds = routesInside().stream()
                .filter(r -> globexIds.keySet().stream().anyMatch(r.path()::contains))
                .toList();

        assertThat(withIds).isNotEmpty().allSatisfy(route -> {
            assertThat(knock(admin, route, acme.slug()).status())
                    .as(route.toString())
                    .isEqualTo(404);
            if (route.path().startsWith("/api/")) {
                var path = fill(route.path()).replace("{org}", acme.slug());
                var answer = town.stranger().json(route.method(), path, "{}", Town.bearer(acme.token()));
                assertThat(answer.statusCode()).as(route.toString()).isEqualTo(404);
            }
        });
        assertThat(untouched()).isTrue();
    }

    @Test
    void noRouteLetsInWhoDoesNotHoldWhatItNeeds() {
        var gil = town.join(globex, "gil", "GUEST").visitor();
        var linus = town.join(globex, "linus", "MEMBER").visitor();

        for (var role : Map.of(OrgRole.GUEST, gil, OrgRole.MEMBER, linus).entrySet()) {
            var closed = routesInside().stream()
                    .filter(route -> route.needs() == null || !route.needs().isHeldBy(role.getKey()))
                    .toList();

            assertThat(closed).hasSizeGreaterThan(40).allSatisfy(route -> {
                var answer = knock(role.getValue(), route, globex.slug());
                assertThat(answer.status()).as("%s, %s", role.getKey(), route).isEqualTo(403);
                assertThat(answer.shape()).as("%s", route).contains("Your role");
            });
        }
    }

    @Test
    void listsHoldOnesOwnOnly() {
        var mine = town.stranger().get("/api/v1/organizations", Town.bearer(acme.token()));

        assertThat(town.body(mine).path("items"))
                .singleElement()
                .satisfies(o -> assertThat(o.path("id").asString()).isEqualTo(acme.id()));
        for (var list :
                List.of("invitations", "members", "applications", "audit-events", "suppressions", "api-tokens")) {
            var listed = town.stranger().get(acme.api() + "/" + list, Town.bearer(acme.token()));
            assertThat(listed.body()).doesNotContain("globex").doesNotContain("intranet");
        }
    }

    @Test
    void anAppGrantOnAnotherOrganizationsApplicationIsRefused() {
        var refused = town.stranger()
                .json(
                        "POST",
                        acme.api() + "/invitations",
                        """
                        {"emails": ["gil@acme.test"], "orgRole": "GUEST",
                         "appGrants": [{"application": "%s", "appRole": "READ"}]}
                        """.formatted(globexIds.get("{application}")),
                        Town.bearer(acme.token()));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(town.body(refused).at("/errors/0/pointer").asString()).isEqualTo("/appGrants/0/application");
    }

    /// What can be told apart from outside: the status and, but for the name that was asked for, the text.
    private record Seen(int status, String shape) {}

    private Seen knock(Visitor visitor, Route route, String organization) {
        var path = fill(route.path()).replace("{org}", organization);
        var csrf = csrfs.computeIfAbsent(visitor, asked -> asked.csrf("/account"));
        var answer = route.path().startsWith("/api/")
                ? visitor.send(
                        route.method(),
                        path,
                        BodyPublishers.ofString(route.method().equals("GET") ? "" : "{}"),
                        "Content-Type",
                        "application/json",
                        "X-CSRF-TOKEN",
                        csrf,
                        "X-Request-Id",
                        "knock")
                : route.method().equals("GET") ? visitor.get(path) : visitor.post(path, Map.of("_csrf", csrf));
        var shape = answer.body()
                .replace(organization, "")
                .replaceAll("csrf[^>]*>", "")
                .replaceAll("nonce[^ >]*", "");
        return new Seen(answer.statusCode(), shape);
    }

    private String fill(String path) {
        var filled = path;
        for (var id : globexIds.entrySet()) {
            filled = filled.replace(id.getKey(), id.getValue());
        }
        return filled;
    }

    private boolean untouched() {
        var invitation = town.stranger()
                .get(globex.api() + "/invitations/" + globexIds.get("{invitation}"), Town.bearer(globex.token()));
        var list = town.stranger().get(globex.api() + "/invitations", Town.bearer(globex.token()));
        var applications = town.stranger().get(globex.api() + "/applications", Town.bearer(globex.token()));
        var suppressions = town.stranger().get(globex.api() + "/suppressions", Town.bearer(globex.token()));
        var tokens = town.stranger().get(globex.api() + "/api-tokens", Town.bearer(globex.token()));
        return town.body(invitation).path("status").asString().equals("PENDING")
                && town.body(list).path("total").asInt() == 2
                && town.body(applications).path("total").asInt() == 2
                && town.body(suppressions).path("total").asInt() == 1
                && town.body(tokens).path("total").asInt() == 1;
    }
}
