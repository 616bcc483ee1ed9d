package app.foyer.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.people.TokenScope;
import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// API tokens: made, shown once, used, revoked, outliving nobody they shouldn't.
@WholeHouseTest
class ApiTokensTest {
    private static final String SECRET = "foyer_[0-9A-Za-z]{49}";

    @Autowired
    Town town;

    @Autowired
    MutableTime time;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Resident ada;

    @BeforeEach
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN");
    }

    @AfterEach
    void backToNow() {
        time.reset();
    }

    private HttpResponse<String> withToken(String token, String method, String path, String body) {
        return town.stranger().json(method, acme.api() + path, body, Town.bearer(token));
    }

    private HttpResponse<String> inSession(Resident who, String method, String path, String body) {
        var visitor = who.visitor();
        return visitor.json(method, acme.api() + path, body, "X-CSRF-TOKEN", visitor.csrf("/account"));
    }

    private JsonNode made(String body) {
        var answer = inSession(ada, "POST", "/api-tokens", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return town.body(answer);
    }

    private static String secret(JsonNode made) {
        return made.path("token").asString();
    }

    private int status(String token) {
        return withToken(token, "GET", "", "").statusCode();
    }

    private JsonNode listed(JsonNode made) {
        var one =
                withToken(acme.token(), "GET", "/api-tokens/" + made.path("id").asString(), "");
        assertThat(one.statusCode()).isEqualTo(200);
        return town.body(one);
    }

    private String typeOf(HttpResponse<String> answer) {
        return answer.statusCode() + " " + town.body(answer).path("type").asString();
    }

    private JsonNode lastEvent() {
        return town.body(withToken(acme.token(), "GET", "/audit-events?limit=1", ""))
                .at("/items/0");
    }

    private List<Integer> atOnce(IntFunction<Integer> act) throws Exception {
        var barrier = new CyclicBarrier(16);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tried = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> {
                        barrier.await();
                        return act.apply(i);
                    }))
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var one : tried) {
                statuses.add(one.get());
            }
            return statuses;
        }
    }

    @Test
    void aTokenIsMadeShownOnceAndListedWithoutItsSecret() {
        var answer = inSession(ada, "POST", "/api-tokens", "{\"name\": \"CI\", \"scope\": \"invite\"}");

        var token = town.body(answer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/api/v1/organizations/" + acme.id() + "/api-tokens/"
                        + token.path("id").asString());
        assertThat(token.propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "name", "scope", "createdAt", "expiresAt", "organizationOwned", "token");
        assertThat(secret(token)).matches(SECRET);
        var list = withToken(acme.token(), "GET", "/api-tokens", "");
        assertThat(list.body()).doesNotContain(secret(token));
        assertThat(town.body(list).path("total").asInt()).isEqualTo(2);
        var listed = town.body(list).at("/items/0");
        assertThat(listed).isEqualTo(listed(token));
        assertThat(listed.path("scope").asString()).isEqualTo("invite");
        assertThat(listed.at("/createdBy/email").asString()).isEqualTo(ada.email());
        assertThat(listed.path("active").asBoolean()).isTrue();
        assertThat(listed.path("lastUsedAt").isNull()).isTrue();
        assertThat(status(secret(token))).isEqualTo(200);
        assertThat(db.sql("select count(*) from api_token t where t::text like '%' || :secret || '%'")
                        .param("secret", secret(token))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void theScopesAreDescribed() {
        var document = town.body(town.stranger().get("/api/v1/openapi.json"));

        var scope = document.at("/components/schemas/TokenScope");
        assertThat(scope.path("enum").valueStream().map(JsonNode::asString)).containsExactly("read", "invite", "admin");
    }

    @Test
    void aSecretEndsWithTheChecksumOfWhatItHolds() {
        var letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var secret = secret(made("{\"name\": \"CI\", \"scope\": \"read\"}"));

        var crc = new CRC32();
        crc.update(secret.substring(6, 49).getBytes(US_ASCII));
        var told = 0L;
        for (var letter : secret.substring(49).chars().toArray()) {
            told = told * 62 + letters.indexOf(letter);
        }

        assertThat(told).isEqualTo(crc.getValue());
    }

    @Test
    void makingAndRevokingIsWrittenDownAndTheOtherAdminsAreTold() {
        var token = made("""
                {"name": "CI", "scope": "read", "organizationOwned": true, "expiresAt": "2099-01-01T00:00:00Z"}""");
        var created = lastEvent();
        inSession(ada, "DELETE", "/api-tokens/" + token.path("id").asString(), "");
        var revoked = lastEvent();

        assertThat(created.path("action").asString()).isEqualTo("token.created");
        assertThat(created.at("/target/id")).isEqualTo(token.path("id"));
        assertThat(created.at("/actor/name").asString()).isEqualTo("ada");
        assertThat(created.at("/details/scope").asString()).isEqualTo("read");
        assertThat(created.at("/details/organizationOwned").asBoolean()).isTrue();
        assertThat(created.at("/details/expiresAt").asString()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(revoked.path("action").asString()).isEqualTo("token.revoked");
        assertThat(db.sql("""
                        select n.kind || ' ' || n.about || ' ' || split_part(a.email, '@', 1)
                          from notice n join account a on a.id = n.account_id
                         where n.organization_id = :organization and n.kind like 'TOKEN%'
                        """)
                        .param("organization", UUID.fromString(acme.id()))
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("TOKEN_CREATED CI olga", "TOKEN_REVOKED CI olga");
    }

    @Test
    void itsUseIsNotedOnceAMinuteAtMost() {
        var token = made("{\"name\": \"CI\", \"scope\": \"read\"}");
        status(secret(token));
        var first = listed(token);
        time.advance(Duration.ofSeconds(50));
        status(secret(token));
        var soon = listed(token);
        time.advance(Duration.ofSeconds(20));
        status(secret(token));

        assertThat(first.path("lastUsedFrom").asString()).isEqualTo("127.0.0.1");
        assertThat(soon.path("lastUsedAt")).isEqualTo(first.path("lastUsedAt"));
        assertThat(Instant.parse(listed(token).path("lastUsedAt").asString()))
                .isAfter(Instant.parse(first.path("lastUsedAt").asString()));
    }

    @Test
    void theSameRequestRepeatedShowsNoSecretAndMakesNoOtherToken() {
        var headers = new ArrayList<>(List.of(Town.bearer(acme.token())));
        headers.addAll(List.of("Idempotency-Key", "ci"));
        var body = "{\"name\": \"CI\", \"scope\": \"admin\"}";

        var first = town.stranger().json("POST", acme.api() + "/api-tokens", body, headers.toArray(String[]::new));
        var again = town.stranger().json("POST", acme.api() + "/api-tokens", body, headers.toArray(String[]::new));

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(town.body(again).path("id")).isEqualTo(town.body(first).path("id"));
        assertThat(town.body(again).get("token").isNull()).isTrue();
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(town.body(withToken(acme.token(), "GET", "/api-tokens", ""))
                        .path("total")
                        .asInt())
                .isEqualTo(2);
        assertThat(db.sql("select count(*) from idempotency_key where position(:secret::bytea in body) > 0")
                        .param("secret", secret(town.body(first)).getBytes(US_ASCII))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsWrongIsToldAndNothingIsMade() {
        var wrong = Map.ofEntries(
                Map.entry("{}", "/name /scope"),
                Map.entry("{'name': '', 'scope': 'read'}", "/name"),
                Map.entry("{'name': 'CI'}", "/scope"),
                Map.entry("{'name': 'CI', 'scope': 'write'}", "/scope"),
                Map.entry("{'name': 'CI', 'scope': 'READ'}", "/scope"),
                Map.entry("{'name': 'CI', 'scope': 1}", "/scope"),
                Map.entry("{'name': 'CI', 'scope': 'read', 'expiresAt': '2020-01-01T00:00:00Z'}", "/expiresAt"),
                Map.entry("{'name': 'CI', 'scope': 'read', 'expiresAt': 'tomorrow'}", "/expiresAt"),
                Map.entry("{'name': 'CI', 'scope': 'read', 'expiresAt': 1}", "/expiresAt"),
                Map.entry("{'name': 'CI', 'scope': 'read', 'organizationOwned': 'yes'}", "/organizationOwned"),
                Map.entry("{'name': 'CI', 'scope': 'read', 'token': 'foyer_mine'}", "/token"));

        assertThat(wrong).allSatisfy((body, pointers) -> {
            var answer = withToken(acme.token(), "POST", "/api-tokens", body.replace('\'', '"'));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(town.body(answer)
                            .path("errors")
                            .valueStream()
                            .map(e -> e.path("pointer").asString()))
                    .containsExactly(pointers.split(" "));
        });
        assertThat(town.body(withToken(acme.token(), "GET", "/api-tokens", ""))
                        .path("total")
                        .asInt())
                .isOne();
    }

    @Test
    void anExpiredTokenOpensNothingAndStaysListed() {
        var end = time.instant().plus(Duration.ofHours(1));
        var token = made("{\"name\": \"CI\", \"scope\": \"admin\", \"expiresAt\": \"%s\"}".formatted(end));
        assertThat(status(secret(token))).isEqualTo(200);

        time.advance(Duration.ofHours(1));

        assertThat(status(secret(token))).isEqualTo(401);
        assertThat(listed(token).path("active").asBoolean()).isFalse();
    }

    @Test
    void aRevokedTokenOpensNothingAndIsGoneFromTheList() {
        var token = made("{\"name\": \"CI\", \"scope\": \"admin\"}");
        var path = "/api-tokens/" + token.path("id").asString();

        assertThat(withToken(secret(token), "DELETE", path, "").statusCode()).isEqualTo(204);

        assertThat(status(secret(token))).isEqualTo(401);
        assertThat(inSession(ada, "DELETE", path, "").statusCode()).isEqualTo(404);
        assertThat(inSession(ada, "GET", path, "").statusCode()).isEqualTo(404);
    }

    /// Requests at the same time look up their token together.
    @Test
    void aRevokedTokenOpensNothingToWhoComesAfterwards() throws Exception {
        var token = made("{\"name\": \"CI\", \"scope\": \"admin\"}");
        var path = "/api-tokens/" + token.path("id").asString();
        var revoked = new AtomicBoolean();

        var statuses = atOnce(i -> {
            if (i == 0) {
                var status = withToken(acme.token(), "DELETE", path, "").statusCode();
                revoked.set(true);
                return status;
            }
            while (!revoked.get()) {
                status(secret(token));
            }
            return status(secret(token));
        });

        assertThat(statuses).hasSize(16).containsOnlyOnce(204).containsOnly(204, 401);
    }

    /// Requests at the same time with the same token invite together.
    @Test
    void ofSixteenWhoInviteEachIsAnsweredWhatItAsked() throws Exception {
        var statuses = atOnce(i -> {
            var email = "guest" + i + "@" + acme.slug() + ".test";
            var answer = withToken(
                    acme.token(),
                    "POST",
                    "/invitations",
                    "{\"emails\": [\"%s\"], \"orgRole\": \"MEMBER\"}".formatted(email));
            var result = town.body(answer).at("/results/0");
            assertThat(result.path("email").asString()).isEqualTo(email);
            var location = answer.headers().firstValue("Location").orElseThrow();
            assertThat(town.body(town.stranger().json("GET", location, "", Town.bearer(acme.token())))
                            .path("email")
                            .asString())
                    .isEqualTo(email);
            return answer.statusCode();
        });

        assertThat(statuses).hasSize(16).containsOnly(201);
    }

    @Test
    void ofSixteenWhoRevokeOneDoes() throws Exception {
        var path = "/api-tokens/"
                + made("{\"name\": \"CI\", \"scope\": \"read\"}").path("id").asString();

        var statuses = atOnce(_ -> withToken(acme.token(), "DELETE", path, "").statusCode());

        assertThat(statuses).containsOnlyOnce(204).allMatch(status -> status == 204 || status == 404);
    }

    @Test
    void aGarbledTokenOpensNothing() {
        var garbled = List.of(
                "foyer_",
                "foyer_0123456789012345678901234567890123456789012345678",
                "foyer_' or 1=1 --",
                "Bearer " + acme.token(),
                acme.token().toUpperCase(Locale.ROOT),
                acme.token() + "0");

        assertThat(garbled).allSatisfy(token -> assertThat(status(token)).isEqualTo(401));
    }

    @Test
    void aSessionMakesNoTokenWithoutItsOwnHeader() {
        var forged = ada.visitor().json("POST", acme.api() + "/api-tokens", "{\"name\": \"x\", \"scope\": \"admin\"}");

        assertThat(forged.statusCode()).isEqualTo(403);
    }

    @Test
    void sixteenAtOnceGetNoMoreThanTheLimit() throws Exception {
        db.sql("""
                insert into api_token (organization_id, id, name, scope, created_by, created_at)
                select t.organization_id, gen_random_uuid(), 'filler', 'read', t.created_by, t.created_at
                  from api_token t, generate_series(1, 94) where t.organization_id = :organization
                """).param("organization", UUID.fromString(acme.id())).update();

        var statuses = atOnce(i -> withToken(
                        acme.token(), "POST", "/api-tokens", "{\"name\": \"t%d\", \"scope\": \"read\"}".formatted(i))
                .statusCode());

        assertThat(statuses.stream().filter(s -> s == 201)).hasSize(5);
        assertThat(statuses.stream().filter(s -> s == 409)).hasSize(11);
        var over = withToken(acme.token(), "POST", "/api-tokens", "{\"name\": \"x\", \"scope\": \"read\"}");
        assertThat(typeOf(over)).isEqualTo("409 /problems/token-limit");
        assertThat(town.body(over).path("detail").asString()).contains("100 API tokens");
        assertThat(town.stranger().get("/problems/token-limit").body()).contains("as many API tokens");
    }

    @Test
    void aTokenOfSomebodyWhoIsNoAdminRestsAndSaysSo() {
        var token = made("{\"name\": \"CI\", \"scope\": \"admin\"}");

        withToken(acme.token(), "PATCH", "/members/" + ada.member(), "{\"orgRole\": \"MEMBER\"}");

        assertThat(status(secret(token))).isEqualTo(401);
        assertThat(listed(token).path("active").asBoolean()).isFalse();
    }

    @Test
    void aTokenEndsWithItsMakersAccess() {
        var token = made("{\"name\": \"CI\", \"scope\": \"admin\"}");
        var own = made("{\"name\": \"own\", \"scope\": \"read\", \"organizationOwned\": true}");
        var end = time.instant().plus(Duration.ofHours(1));
        withToken(acme.token(), "PATCH", "/members/" + ada.member(), "{\"accessEndsAt\": \"%s\"}".formatted(end));

        time.advance(Duration.ofHours(2));

        assertThat(status(secret(token))).isEqualTo(401);
        assertThat(status(secret(own))).isEqualTo(200);
    }

    @Test
    void whoIsRemovedLeavesTheOrganizationItsOwnTokens() {
        var ci = made("{\"name\": \"CI\", \"scope\": \"admin\"}");
        var own = made("{\"name\": \"provisioning\", \"scope\": \"admin\", \"organizationOwned\": true}");
        var olga = town.signIn("olga@" + acme.slug() + ".test");
        var page = Jsoup.parse(
                olga.get(acme.pages() + "/people/" + ada.member() + "/remove").body());

        withToken(acme.token(), "DELETE", "/members/" + ada.member(), "");

        assertThat(page.select("#confirm").text())
                .contains("made stop working too: CI")
                .contains(
                        "stay good, also for ada if they know them. Revoke those that they shouldn’t use: provisioning");
        assertThat(status(secret(ci))).isEqualTo(401);
        assertThat(status(secret(own))).isEqualTo(200);
        assertThat(listed(own).path("organizationOwned").asBoolean()).isTrue();
        assertThat(listed(own).path("active").asBoolean()).isTrue();
    }

    @Test
    void theOrganizationsOwnTokenActsInItsNameAndAnAdminAnswersForIt() {
        var own = secret(made("{\"name\": \"CI\", \"scope\": \"admin\", \"organizationOwned\": true}"));
        var body = "{\"emails\": [\"%s@acme.test\"], \"orgRole\": \"MEMBER\"}";
        var before = town.body(withToken(own, "POST", "/invitations", body.formatted("bo")));
        withToken(acme.token(), "DELETE", "/members/" + ada.member(), "");

        var after = town.body(withToken(own, "POST", "/invitations", body.formatted("cleo")));

        assertThat(before.at("/results/0/invitation/invitedBy/email").asString())
                .isEqualTo(ada.email());
        assertThat(after.at("/results/0/invitation/invitedBy/name").asString()).isEqualTo("olga");
        assertThat(lastEvent().at("/actor/name").asString()).isEqualTo("token CI");
        assertThat(lastEvent().at("/actor/type").asString()).isEqualTo("TOKEN");
        var me = town.body(town.stranger().get("/api/v1/me", Town.bearer(own)));
        assertThat(me.get("id").isNull()).isTrue();
        assertThat(me.path("name").asString()).isEqualTo("acme");
        assertThat(me.at("/token/organizationOwned").asBoolean()).isTrue();
    }

    @Test
    void theOrganizationsOwnTokenIsNobodyWhoCouldLeave() {
        var own = secret(made("{\"name\": \"CI\", \"scope\": \"admin\", \"organizationOwned\": true}"));

        assertThat(withToken(own, "DELETE", "/members/me", "").statusCode()).isEqualTo(403);
        assertThat(withToken(own, "DELETE", "/members/" + ada.member(), "").statusCode())
                .isEqualTo(204);

        var events = town.body(withToken(own, "GET", "/audit-events?action=member.removed", ""));
        assertThat(events.at("/items/0/target/name").asString()).isEqualTo("ada");
        assertThat(db.sql("select count(*) from notice where organization_id = :organization and kind = 'REMOVED'")
                        .param("organization", UUID.fromString(acme.id()))
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aTokenThatInvitesMakesNobodyAnAdmin() {
        var inviter = secret(made("{\"name\": \"HR\", \"scope\": \"invite\"}"));
        var admin = town.invite(acme, "boss@acme.test", "ADMIN");
        var member = "{\"emails\": [\"bo@acme.test\"], \"orgRole\": \"MEMBER\"}";

        assertThat(withToken(inviter, "POST", "/invitations", member.replace("MEMBER", "ADMIN"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(withToken(inviter, "POST", "/invitations/" + admin + "/resend", "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(withToken(inviter, "POST", "/invitations", member).statusCode())
                .isEqualTo(201);
        assertThat(withToken(inviter, "POST", "/invitations/" + admin + "/cancel", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenMadeWithATokenGoesWithIt() {
        var first = made("{\"name\": \"first\", \"scope\": \"admin\"}");
        var second = town.body(
                withToken(secret(first), "POST", "/api-tokens", "{\"name\": \"second\", \"scope\": \"admin\"}"));
        var third = town.body(
                withToken(secret(second), "POST", "/api-tokens", "{\"name\": \"third\", \"scope\": \"read\"}"));
        assertThat(listed(third).at("/createdWith/name").asString()).isEqualTo("second");
        assertThat(listed(third).at("/createdBy/email").asString()).isEqualTo(ada.email());
        var page = page("/" + first.path("id").asString() + "/revoke");

        inSession(ada, "DELETE", "/api-tokens/" + first.path("id").asString(), "");

        assertThat(page.select("#confirm li").eachText()).containsExactly("second", "third");
        assertThat(List.of(secret(first), secret(second), secret(third)))
                .allSatisfy(token -> assertThat(status(token)).isEqualTo(401));
    }

    @Test
    void aTokenMakesNoneThatOutlivesIt() {
        var end = time.instant().plus(Duration.ofDays(1));
        var first = secret(made("{\"name\": \"first\", \"scope\": \"admin\", \"expiresAt\": \"%s\"}".formatted(end)));
        var own = secret(made("{\"name\": \"own\", \"scope\": \"admin\", \"organizationOwned\": true}"));
        var body = "{\"name\": \"second\", \"scope\": \"admin\"%s}";

        var longer = withToken(
                first, "POST", "/api-tokens", body.formatted(", \"expiresAt\": \"%s\"".formatted(end.plusSeconds(1))));
        var asLong = town.body(withToken(first, "POST", "/api-tokens", body.formatted("")));
        var escaping = withToken(first, "POST", "/api-tokens", body.formatted(", \"organizationOwned\": true"));
        var ofOwn = town.body(withToken(own, "POST", "/api-tokens", body.formatted("")));
        var ofNobody = withToken(own, "POST", "/api-tokens", body.formatted(", \"organizationOwned\": false"));

        assertThat(longer.statusCode()).isEqualTo(422);
        assertThat(asLong.path("expiresAt").asString()).isEqualTo(end.toString());
        assertThat(escaping.statusCode()).isEqualTo(422);
        assertThat(town.body(escaping).at("/errors/0/pointer").asString()).isEqualTo("/organizationOwned");
        assertThat(ofOwn.path("organizationOwned").asBoolean()).isTrue();
        assertThat(ofNobody.statusCode()).isEqualTo(422);
    }

    @Test
    void nobodyOnTheirWayOutLeavesATokenBehind() throws Exception {
        var csrf = ada.visitor().csrf("/account");
        var body = "{\"name\": \"mine\", \"scope\": \"admin\", \"organizationOwned\": false}";

        var statuses = atOnce(i -> i == 0
                ? withToken(acme.token(), "DELETE", "/members/" + ada.member(), "")
                        .statusCode()
                : ada.visitor()
                        .json("POST", acme.api() + "/api-tokens", body, "X-CSRF-TOKEN", csrf)
                        .statusCode());

        assertThat(statuses.getFirst()).isEqualTo(204);
        assertThat(statuses.subList(1, 16)).allMatch(status -> status == 201 || status == 403 || status == 404);
        assertThat(db.sql("""
                        select count(*) from api_token
                         where organization_id = :organization and name = 'mine' and revoked_at is null
                        """)
                        .param("organization", UUID.fromString(acme.id()))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void listsGoOnPageByPage() {
        for (var i = 0; i < 3; i++) {
            made("{\"name\": \"t%d\", \"scope\": \"read\"}".formatted(i));
        }

        var first = town.body(withToken(acme.token(), "GET", "/api-tokens?limit=2", ""));
        var second = town.body(withToken(
                acme.token(),
                "GET",
                "/api-tokens?limit=2&cursor=" + first.path("next").asString(),
                ""));

        assertThat(first.path("items").valueStream().map(t -> t.path("name").asString()))
                .containsExactly("t2", "t1");
        assertThat(second.path("items").valueStream().map(t -> t.path("name").asString()))
                .containsExactly("t0", "operator");
        assertThat(second.get("next").isNull()).isTrue();
    }

    private Document page(String path) {
        var answer = ada.visitor().get(acme.pages() + "/settings/api-tokens" + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private Map<String, String> form(String name) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("key", page("/create").select("input[name=key]").attr("value"));
        fields.put("name", name);
        fields.put("scope", "read");
        fields.put("endsOn", "2099-12-31");
        return fields;
    }

    private HttpResponse<String> submit(String path, Map<String, String> fields) {
        return ada.visitor().submit("/account", acme.pages() + "/settings/api-tokens" + path, fields);
    }

    @Test
    void thePageShowsTheSecretOnceAndTheSameFormMakesOneToken() {
        var form = form("CI");

        var created = submit("/create", form);
        var again = submit("/create", form);

        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.headers().firstValue("Cache-Control")).hasValue("no-store");
        var secret = Jsoup.parse(created.body()).select("#secret").text();
        assertThat(secret).matches(SECRET);
        assertThat(status(secret)).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("made its API token already").doesNotContain(secret);
        assertThat(page("").select("tbody tr")).hasSize(2);
        assertThat(page("").html()).doesNotContain(secret);
        assertThat(page("").select("tbody tr").getFirst().text()).contains("CI", "Read", "ada", "127.0.0.1");
    }

    @Test
    void aFormThatIsRefusedComesBackAsItWasTyped() {
        var form = form("");
        form.put("endsOn", "2020-01-31");
        form.put("scope", "invite");
        form.put("organizationOwned", "true");

        var refused = submit("/create", form);

        var page = Jsoup.parse(refused.body());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(page.select("#endsOn").attr("value")).isEqualTo("2020-01-31");
        assertThat(page.select("#endsOn-error").text()).contains("in the future");
        assertThat(page.select("input[value=invite]").hasAttr("checked")).isTrue();
        assertThat(page.select("input[name=organizationOwned]").hasAttr("checked"))
                .isTrue();
        assertThat(page("").select("tbody tr")).hasSize(1);
    }

    @Test
    void aFormsKeyIsNoWayToChooseAnId() {
        var form = form("CI");

        for (var key : List.of(
                "garbled",
                "",
                "0199aaaa-0000-7000-8000-000000000000",
                UUID.randomUUID().toString())) {
            form.put("key", key);
            assertThat(submit("/create", form).statusCode()).isEqualTo(200);
        }

        assertThat(withToken(acme.token(), "GET", "/api-tokens", "").body())
                .doesNotContain("0199aaaa")
                .doesNotContain(form.get("key"));
        assertThat(page("").select("tbody tr")).hasSize(5);
    }

    @Test
    void namesAreTextWhereverTheyStand() {
        var name = "<img src=x onerror=alert(1)>\\\"'";
        var token = made("{\"name\": \"%s\", \"scope\": \"read\", \"organizationOwned\": true}".formatted(name));

        var revoke = page("/" + token.path("id").asString() + "/revoke");
        var remove = Jsoup.parse(ada.visitor()
                .get(acme.pages() + "/people/" + ada.member() + "/remove")
                .body());
        var leave = Jsoup.parse(ada.visitor().get(acme.pages() + "/leave").body());

        for (var page : List.of(page(""), revoke, remove, leave)) {
            assertThat(page.select("main img")).isEmpty();
            assertThat(page.select("main").text()).contains("<img src=x");
        }
    }

    @Test
    void thePageRevokesAfterAQuestion() {
        var token = made("{\"name\": \"CI\", \"scope\": \"read\"}");
        var path = "/" + token.path("id").asString() + "/revoke";
        assertThat(page(path).select("#confirm").text()).contains("CI opens nothing any more");
        assertThat(status(secret(token))).isEqualTo(200);

        assertThat(submit(path, Map.of()).statusCode()).isEqualTo(303);

        assertThat(status(secret(token))).isEqualTo(401);
        assertThat(submit(path, Map.of()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(TokenScope.class)
    void aTokenKnowsWhoItIsAndWhereItBelongs(TokenScope scope) {
        var bearer = Town.bearer(town.token(acme, scope.word()));

        var me = town.body(town.stranger().get("/api/v1/me", bearer));
        var organizations = town.body(town.stranger().get("/api/v1/organizations", bearer));

        assertThat(me.at("/token/name").asString()).isEqualTo(scope.word());
        assertThat(me.at("/token/scope").asString()).isEqualTo(scope.word());
        assertThat(organizations.path("total").asInt()).isOne();
    }
}
