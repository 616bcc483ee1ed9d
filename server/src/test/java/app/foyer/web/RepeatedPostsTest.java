package app.foyer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Sql;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// POST again with the same Idempotency-Key.
@WholeHouseTest
class RepeatedPostsTest {
    private static final String ANN = "{\"emails\": [\"ann@acme.test\"], \"orgRole\": \"MEMBER\"}";
    private static final String BO = "{\"emails\": [\"bo@acme.test\"], \"orgRole\": \"MEMBER\"}";

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
    void goBackToNow() {
        time.reset();
    }

    private HttpResponse<String> invite(String body, String key) {
        return invite(acme, body, key);
    }

    private HttpResponse<String> invite(Tenant tenant, String body, String key) {
        return town.stranger()
                .json(
                        "POST",
                        tenant.api() + "/invitations",
                        body,
                        "Authorization",
                        "Bearer " + tenant.token(),
                        "Idempotency-Key",
                        key);
    }

    private int invitations() {
        var list = town.stranger().get(acme.api() + "/invitations", Town.bearer(acme.token()));
        return town.body(list).path("total").asInt();
    }

    private String typeOf(HttpResponse<String> answer) {
        return answer.statusCode() + " " + town.body(answer).path("type").asString();
    }

    @Test
    void whoeverMayNoLongerDoItIsRefusedTheKeptAnswer() {
        var bo = town.join(acme, "bo", "ADMIN");
        var csrf = bo.visitor().csrf("/account");
        String[] headers = {"X-CSRF-TOKEN", csrf, "Idempotency-Key", "k1"};
        assertThat(bo.visitor()
                        .json("POST", acme.api() + "/invitations", ANN, headers)
                        .statusCode())
                .isEqualTo(201);

        var demoted = town.stranger()
                .json(
                        "PATCH",
                        acme.api() + "/members/" + bo.member(),
                        "{\"orgRole\": \"MEMBER\"}",
                        Town.bearer(acme.token()));

        assertThat(demoted.statusCode()).isEqualTo(200);
        assertThat(typeOf(bo.visitor().json("POST", acme.api() + "/invitations", ANN, headers)))
                .startsWith("403 ");
    }

    @Test
    void theSameRequestIsAnsweredTheSameAndDoneOnce() {
        var first = invite(ANN, "k1");

        var again = invite(ANN, "k1");

        assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body()).contains("INVITED");
        assertThat(again.headers().firstValue("Content-Type"))
                .isEqualTo(first.headers().firstValue("Content-Type"));
        assertThat(invitations()).isOne();
    }

    @Test
    void whatWasMadeIsStillFoundByItsLocation() {
        var headers = new String[] {"Authorization", "Bearer " + acme.token(), "Idempotency-Key", "k1"};
        var first = town.stranger().json("POST", acme.api() + "/applications", "{\"name\": \"Wiki\"}", headers);

        var again = town.stranger().json("POST", acme.api() + "/applications", "{\"name\": \"Wiki\"}", headers);

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Location"))
                .isPresent()
                .isEqualTo(first.headers().firstValue("Location"));
    }

    @Test
    void anInvitationIsFoundByItsLocationAndSeveralInTheList() {
        var one = invite(ANN, "k1");
        var two = invite("{\"emails\": [\"bo@acme.test\", \"cy@acme.test\"], \"orgRole\": \"MEMBER\"}", "k2");
        var none = invite(BO, "k3");

        assertThat(town.body(at(one)).path("email").asString()).isEqualTo("ann@acme.test");
        assertThat(town.body(at(two)).path("total").asInt()).isEqualTo(3);
        assertThat(none.statusCode()).isEqualTo(200);
        assertThat(none.headers().firstValue("Location")).isEmpty();
    }

    private HttpResponse<String> at(HttpResponse<String> made) {
        assertThat(made.statusCode()).isEqualTo(201);
        return town.stranger().get(made.headers().firstValue("Location").orElseThrow(), Town.bearer(acme.token()));
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        invite(ANN, "k1");

        var other = invite(BO, "k1");

        assertThat(typeOf(other)).isEqualTo("422 /problems/validation");
        assertThat(invitations()).isOne();
    }

    @Test
    void anotherKeyIsAnotherRequest() {
        invite(ANN, "k1");

        var other = invite(ANN, "k2");

        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).contains("ALREADY_INVITED");
    }

    @Test
    void aRefusalIsRepeatedToo() {
        var first = invite("{\"emails\": [\"nonsense\"], \"orgRole\": \"MEMBER\"}", "k1");

        var again = invite("{\"emails\": [\"nonsense\"], \"orgRole\": \"MEMBER\"}", "k1");

        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void keysOfOneTokenAreNothingToAnother() {
        var globex = town.found("globex");
        invite(ANN, "shared");

        var other = invite(globex, BO, "shared");

        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(other.body()).contains("bo@acme.test").doesNotContain("ann@acme.test");
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        invite(ANN, "k1");
        time.advance(Duration.ofHours(24).plusSeconds(1));

        var later = invite(BO, "k1");

        assertThat(later.statusCode()).isEqualTo(201);
        assertThat(later.body()).contains("bo@acme.test");
    }

    @Test
    void whileTheFirstStillRunsTheSecondIsRefused() {
        db.sql("""
                insert into idempotency_key (scope, key, request_hash, created_at)
                select 'token:' || t.id, 'k1', :hash, :now from api_token t where t.organization_id = :organization
                """)
                .param("hash", IdempotencyKeys.hash("POST", acme.api() + "/invitations", ANN.getBytes(UTF_8)))
                .param("now", Sql.at(time.instant()))
                .param("organization", UUID.fromString(acme.id()))
                .update();

        assertThat(typeOf(invite(ANN, "k1"))).isEqualTo("409 /problems/conflict");
        time.advance(Duration.ofMinutes(3));
        assertThat(invite(ANN, "k1").statusCode()).isEqualTo(201);
    }

    @Test
    void sixteenAtOnceAreDoneOnce() throws Exception {
        var barrier = new CyclicBarrier(16);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 16)
                    .mapToObj(_ -> threads.submit(() -> {
                        barrier.await();
                        return invite(ANN, "k1");
                    }))
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get().statusCode());
            }
            // Whoever comes when the first is through gets its answer, so all may be 201.
            assertThat(statuses).isSubsetOf(201, 409).contains(201);
        }
        assertThat(invitations()).isOne();
        assertThat(db.sql("select count(*) from mail where recipient = 'ann@acme.test' and organization_id = :o")
                        .param("o", UUID.fromString(acme.id()))
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aTokenIsShownOnceOnly() {
        var body = """
                {"slug": "once-%s", "name": "Once", "adminEmail": "olga@once.test"}
                """.formatted(UUID.randomUUID().toString().substring(0, 8));
        var headers = new String[] {"Authorization", "Bearer " + Town.OPERATOR, "Idempotency-Key", body.strip()};
        var first = town.stranger().json("POST", "/api/v1/operator/organizations", body, headers);

        var again = town.stranger().json("POST", "/api/v1/operator/organizations", body, headers);

        assertThat(town.body(first).path("token").asString()).startsWith("foyer_");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(town.body(again).path("token").isNull()).isTrue();
        assertThat(town.body(again).at("/organization/id"))
                .isEqualTo(town.body(first).at("/organization/id"));
    }

    @Test
    void aKeyMustBePrintable() {
        for (var key : List.of("x".repeat(201), "")) {
            Refused.asFlaw(invite(ANN, key), "Idempotency-Key");
        }
        var two = town.stranger()
                .json(
                        "POST",
                        acme.api() + "/invitations",
                        ANN,
                        "Authorization",
                        "Bearer " + acme.token(),
                        "Idempotency-Key",
                        "k1",
                        "Idempotency-Key",
                        "k2");
        Refused.asFlaw(two, "Idempotency-Key");
        assertThat(invitations()).isZero();
        assertThat(invite(ANN, "x".repeat(200)).statusCode()).isEqualTo(201);
    }

    @Test
    void nothingIsDifferentButWhatBelongsToTheRequest() {
        var ofTheRequest = Set.of("x-request-id", "ratelimit");
        for (var body : List.of(
                ANN,
                "{\"emails\": [\"ann@acme.test\"]}",
                "{\"emails\": [\"bo@acme.test\", \"cy@acme.test\"], \"orgRole\": \"MEMBER\"}")) {
            var key = UUID.randomUUID().toString();
            var first = invite(body, key);

            var again = invite(body, key);

            assertThat(again.statusCode()).isEqualTo(first.statusCode());
            assertThat(again.body()).isEqualTo(first.body());
            var before = new TreeMap<>(first.headers().map());
            var after = new TreeMap<>(again.headers().map());
            ofTheRequest.forEach(header -> assertThat(after.remove(header))
                    .isNotEqualTo(before.remove(header))
                    .isNotNull());
            assertThat(after.remove("date")).isNotNull();
            before.remove("date");
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void whatNeverCameToBeDoneIsNotKept() {
        var wrongMethod = town.stranger()
                .json("POST", "/api/v1/me", "{}", "Authorization", "Bearer " + acme.token(), "Idempotency-Key", "k1");
        var nothing = invite("{", "k1");

        var now = invite(ANN, "k1");

        assertThat(wrongMethod.headers().firstValue("Allow").orElse("")).contains("GET");
        assertThat(nothing.statusCode()).isEqualTo(400);
        assertThat(now.statusCode()).isEqualTo(201);
    }
}
