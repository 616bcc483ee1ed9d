package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the operator does with organizations.
@WholeHouseTest
class OperatorApiTest {
    private static final String PATH = "/api/v1/operator/organizations";

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private String slug;

    @BeforeEach
    void aNewSlug() {
        slug = "acme-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private HttpResponse<String> ask(String method, String path, String body) {
        return town.stranger().json(method, path, body, Town.bearer(Town.OPERATOR));
    }

    private HttpResponse<String> found() {
        return ask(
                "POST",
                PATH,
                "{\"slug\": \"%1$s\", \"name\": \"Acme\", \"adminEmail\": \"olga@%1$s.test\"}".formatted(slug));
    }

    private int count(String sql) {
        return db.sql(sql).param("slug", slug).query(Integer.class).single();
    }

    @Test
    void foundingMakesAnAdminATokenAndASignInMail() {
        var founded = found();

        assertThat(founded.statusCode()).isEqualTo(201);
        var answer = town.body(founded);
        var id = answer.at("/organization/id").asString();
        assertThat(founded.headers().firstValue("Location")).hasValue(PATH + "/" + id);
        assertThat(answer.at("/organization/slug").asString()).isEqualTo(slug);
        assertThat(answer.at("/organization/plan/used").asInt()).isOne();
        assertThat(answer.at("/organization/plan/seats").isNull()).isTrue();
        var token = answer.path("token").asString();
        assertThat(token).matches("foyer_[A-Za-z0-9]{32,}");
        var me = town.body(town.stranger().get("/api/v1/me", Town.bearer(token)));
        assertThat(me.path("email").asString()).isEqualTo("olga@" + slug + ".test");
        assertThat(me.path("name").asString()).isEqualTo("olga");
        assertThat(me.at("/token/scope").asString()).isEqualTo("admin");
        assertThat(count(
                        "select count(*) from mail where kind = 'sign-in' and recipient = 'olga@' || :slug || '.test'"))
                .isOne();
    }

    @Test
    void changesOfOnePlanAtOnceAreAllKept() throws Exception {
        found();
        for (var round = 1; round <= 20; round++) {
            var barrier = new CyclicBarrier(2);
            var seats = round;
            var starts = LocalDate.of(2027, 1, round).toString();
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                var one = both.submit(() -> patchTogether(barrier, "{\"plan\": {\"seats\": %d}}".formatted(seats)));
                var other = both.submit(
                        () -> patchTogether(barrier, "{\"plan\": {\"startsOn\": \"%s\"}}".formatted(starts)));
                assertThat(one.get().statusCode()).isEqualTo(200);
                assertThat(other.get().statusCode()).isEqualTo(200);
            }

            var plan = town.body(ask("PATCH", PATH + "/" + slug, "{}")).path("plan");
            assertThat(plan.path("seats").asInt()).isEqualTo(seats);
            assertThat(plan.path("startsOn").asString()).isEqualTo(starts);
        }
    }

    private HttpResponse<String> patchTogether(CyclicBarrier barrier, String body) throws Exception {
        barrier.await(10, TimeUnit.SECONDS);
        return ask("PATCH", PATH + "/" + slug, body);
    }

    @Test
    void aTokenIsStoredAsItsHashOnly() {
        var token = town.body(found()).path("token").asString();

        for (var table : new String[] {"api_token", "api_token_secret", "audit_event", "idempotency_key"}) {
            var hits = db.sql("select count(*) from " + table + " t where t::text like '%' || :token || '%'")
                    .param("token", token.substring("foyer_".length()))
                    .query(Integer.class)
                    .single();
            assertThat(hits).as(table).isZero();
        }
    }

    @Test
    void aSlugInUseIsAConflictAndLeavesNothingBehind() {
        found();

        var again = ask(
                "POST",
                PATH,
                "{\"slug\": \"%1$s\", \"name\": \"Other\", \"adminEmail\": \"hank@%1$s.test\"}".formatted(slug));

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(town.body(again).path("type").asString()).isEqualTo("/problems/conflict");
        assertThat(count("select count(*) from email_address where address_key = 'hank@' || :slug || '.test'"))
                .isZero();
        assertThat(count("select count(*) from organization where slug = :slug"))
                .isOne();
    }

    @Test
    void thePlanLimitsSeats() {
        var token = town.body(found()).path("token").asString();

        var planned = ask(
                "PATCH",
                PATH + "/" + slug,
                "{\"plan\": {\"seats\": 2, \"startsOn\": \"2026-01-01\", \"endsOn\": \"2026-12-31\"}}");

        assertThat(planned.statusCode()).isEqualTo(200);
        var plan = town.body(planned).path("plan");
        assertThat(plan.path("seats").asInt()).isEqualTo(2);
        assertThat(plan.path("startsOn").asString()).isEqualTo("2026-01-01");
        assertThat(plan.path("endsOn").asString()).isEqualTo("2026-12-31");
        var both = invite(token, "a@acme.test", "b@acme.test");
        assertThat(both.statusCode()).isEqualTo(409);
        assertThat(town.body(both).path("type").asString()).isEqualTo("/problems/seat-limit");
        assertThat(invite(token, "a@acme.test").statusCode()).isEqualTo(201);
        var seen = town.body(town.stranger().get("/api/v1/organizations/" + slug, Town.bearer(token)));
        assertThat(seen.at("/plan/reserved").asInt()).isOne();
    }

    private HttpResponse<String> invite(String token, String... emails) {
        var list = "\"" + String.join("\", \"", emails) + "\"";
        return town.stranger()
                .json(
                        "POST",
                        "/api/v1/organizations/" + slug + "/invitations",
                        "{\"emails\": [" + list + "], \"orgRole\": \"MEMBER\"}",
                        Town.bearer(token));
    }

    @Test
    void whatIsNotNamedInAPlanStays() {
        found();
        ask("PATCH", PATH + "/" + slug, "{\"plan\": {\"seats\": 2, \"startsOn\": \"2026-01-01\"}}");

        var answer = town.body(ask("PATCH", PATH + "/" + slug, "{\"plan\": {\"seats\": null}}"));

        assertThat(answer.at("/plan/seats").isNull()).isTrue();
        assertThat(answer.at("/plan/startsOn").asString()).isEqualTo("2026-01-01");
    }

    @Test
    void aSuspendedOrganizationIsClosedToItsPeopleUntilItIsResumed() {
        var tenant = town.found("acme");
        var ada = town.join(tenant, "ada", "ADMIN").visitor();

        var suspended = ask("PATCH", PATH + "/" + tenant.slug(), "{\"suspended\": true}");

        assertThat(town.body(suspended).path("suspended").asBoolean()).isTrue();
        var refused = town.stranger().get(tenant.api(), Town.bearer(tenant.token()));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(town.body(refused).path("type").asString()).isEqualTo("/problems/suspended");
        assertThat(ada.get(tenant.pages()).statusCode()).isEqualTo(403);
        assertThat(ada.get(tenant.pages()).body()).contains("suspended");
        ask("PATCH", PATH + "/" + tenant.id(), "{\"suspended\": false}");
        assertThat(ada.get(tenant.pages()).statusCode()).isEqualTo(200);
    }

    @Test
    void allOrganizationsAreListedNewestFirst() {
        found();

        var listed = town.body(ask("GET", PATH + "?limit=1", ""));

        assertThat(listed.at("/items/0/slug").asString()).isEqualTo(slug);
        assertThat(listed.path("items").size()).isOne();
        var next = town.body(
                ask("GET", PATH + "?limit=1&cursor=" + listed.path("next").asString(), ""));
        assertThat(next.at("/items/0/slug").asString()).isNotEqualTo(slug);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "Acme", "adminEmail": "o@a.test"}                                        | /slug
            {"slug": "UPPER", "name": "Acme", "adminEmail": "o@a.test"}                       | /slug
            {"slug": "a", "name": "Acme", "adminEmail": "o@a.test"}                           | /slug
            {"slug": "fine-slug", "adminEmail": "o@a.test"}                                   | /name
            {"slug": "fine-slug", "name": " ", "adminEmail": "o@a.test"}                      | /name
            {"slug": "fine-slug", "name": "A\\u0000", "adminEmail": "o@a.test"}               | /name
            {"slug": "fine-slug", "name": "Acme"}                                             | /adminEmail
            {"slug": "fine-slug", "name": "Acme", "adminEmail": "nobody"}                     | /adminEmail
            {"slug": "fine-slug", "name": "Acme", "adminEmail": "o@a.test", "plan": {}}       | /plan
            {"slug": 7, "name": "Acme", "adminEmail": "o@a.test"}                             | /slug
            """)
    void whatIsWrongIsNamed(String body, String pointer) {
        var refused = ask("POST", PATH, body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(town.body(refused).at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(db.sql("select count(*) from organization where slug = 'fine-slug'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"plan": {"seats": -1}}                                        | /plan/seats
            {"plan": {"seats": 1.5}}                                       | /plan/seats
            {"plan": {"seats": "5"}}                                       | /plan/seats
            {"plan": {"seats": 99999999999}}                               | /plan/seats
            {"plan": {"startsOn": "yesterday"}}                            | /plan/startsOn
            {"plan": {"startsOn": "2026-02-30"}}                           | /plan/startsOn
            {"plan": {"startsOn": "2026-02-02", "endsOn": "2026-02-01"}}   | /plan/endsOn
            {"plan": {"used": 3}}                                          | /plan/used
            {"plan": 5}                                                    | /plan
            {"suspended": "yes"}                                           | /suspended
            {"name": "Acme"}                                               | /name
            """)
    void aBadPlanIsRefused(String body, String pointer) {
        found();

        var refused = ask("PATCH", PATH + "/" + slug, body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(town.body(refused).at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void anOrganizationThatDoesNotExistIsNotFound() {
        assertThat(ask("PATCH", PATH + "/no-such", "{\"suspended\": true}").statusCode())
                .isEqualTo(404);
        assertThat(ask("PATCH", PATH + "/No%20Such", "{\"suspended\": true}").statusCode())
                .isEqualTo(404);
    }
}
