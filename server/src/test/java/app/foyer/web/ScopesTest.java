package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.people.Acting;
import app.foyer.people.TokenScope;
import app.foyer.web.Town.Tenant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// How far each scope of API tokens reaches: every route of the API, tried with each.
@WholeHouseTest
class ScopesTest {
    private static final String NOBODY = "0199aaaa-0000-7000-8000-000000000000";

    /// The scopes that reach a route inside of an organization.
    private static final Map<String, String> REACH = read("""
            GET    ''                              = read invite admin
            PATCH  ''                              = admin
            PUT    /logo                           = admin
            DELETE /logo                           = admin
            GET    /applications                   = read invite admin
            POST   /applications                   = admin
            GET    /applications/{application}     = read invite admin
            PATCH  /applications/{application}     = admin
            DELETE /applications/{application}     = admin
            GET    /applications/{application}/access = read admin
            GET    /members                        = read admin
            GET    /members/{member}               = read admin
            PATCH  /members/{member}               = admin
            DELETE /members/{member}               = admin
            DELETE /members/me                     = admin
            GET    /members/{member}/access        = read admin
            GET    /invitations                    = read invite admin
            POST   /invitations                    = invite admin
            GET    /invitations/{invitation}       = read invite admin
            PATCH  /invitations/{invitation}       = admin
            POST   /invitations/{invitation}/resend = invite admin
            POST   /invitations/{invitation}/cancel = invite admin
            GET    /audit-events                   = read admin
            GET    /audit-events/{event}           = read admin
            GET    /audit-events/verification      = read admin
            GET    /suppressions                   = read admin
            DELETE /suppressions/{suppression}     = admin
            GET    /api-tokens                     = read admin
            POST   /api-tokens                     = admin
            GET    /api-tokens/{token}             = read admin
            DELETE /api-tokens/{token}             = admin
            """);

    @Autowired
    Town town;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    private static Map<String, String> read(String table) {
        var reach = new TreeMap<String, String>();
        table.lines().forEach(line -> {
            var sides = line.split(" = ");
            reach.put(sides[0].strip().replaceAll("\\s+", " ").replace("''", ""), sides[1]);
        });
        return reach;
    }

    private Set<String> routesOfTheApi() {
        var found = new TreeSet<String>();
        routes.getHandlerMethods().forEach((mapping, handler) -> {
            if (Arrays.stream(handler.getMethodParameters()).anyMatch(p -> p.getParameterType() == Acting.class)) {
                mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .map(path -> path.replace("/api/v1/organizations/{org}", ""))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> found.add(method + " " + path)));
            }
        });
        return found;
    }

    @Test
    void theTableHasEveryRouteInsideOfAnOrganization() {
        assertThat(REACH.keySet()).containsExactlyInAnyOrderElementsOf(routesOfTheApi());
    }

    @Test
    void eachScopeReachesWhatTheTableSaysAndNothingElse() {
        var acme = town.found("acme");
        var tokens = new EnumMap<TokenScope, String>(TokenScope.class);
        for (var scope : TokenScope.values()) {
            tokens.put(scope, town.token(acme, scope.word()));
        }

        var seen = new TreeMap<String, String>();
        for (var route : REACH.keySet()) {
            var reached = new TreeSet<TokenScope>();
            tokens.forEach((scope, token) -> {
                if (isReached(acme, route, token)) {
                    reached.add(scope);
                }
            });
            seen.put(
                    route,
                    String.join(" ", reached.stream().map(TokenScope::word).toList()));
        }

        assertThat(seen).isEqualTo(REACH);
    }

    private boolean isReached(Tenant tenant, String route, String token) {
        var parts = route.split(" ", 2);
        var path = tenant.api() + parts[1].replaceAll("\\{\\w+}", NOBODY);
        var answer = town.stranger().json(parts[0], path, parts[0].equals("GET") ? "" : "{}", Town.bearer(token));
        assertThat(answer.statusCode()).as(answer.body()).isNotEqualTo(401);
        return answer.statusCode() != 403;
    }

    @Test
    void everyScopeKnowsWhoItIsAndWhereItBelongs() {
        var acme = town.found("acme");
        var names = new HashMap<String, String>();

        for (var scope : TokenScope.values()) {
            var bearer = Town.bearer(town.token(acme, scope.word()));
            var me = town.body(town.stranger().get("/api/v1/me", bearer));
            names.put(me.at("/token/name").asString(), me.at("/token/scope").asString());
            var organizations = town.body(town.stranger().get("/api/v1/organizations", bearer));
            assertThat(organizations.path("total").asInt()).isOne();
        }

        assertThat(names)
                .containsOnlyKeys("read", "invite", "admin")
                .allSatisfy((name, scope) -> assertThat(scope).isEqualTo(Objects.requireNonNull(name)));
    }
}
