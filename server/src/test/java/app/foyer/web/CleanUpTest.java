package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.CleanUp;
import app.foyer.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the clean-up takes away, what it leaves, and who does it.
@WholeHouseTest
class CleanUpTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    CleanUp cleanUp;

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    @Autowired
    DataSource database;

    private final String mark = UUID.randomUUID().toString();
    private final Instant now = Instant.now();

    @BeforeEach
    void itHasNeverRun() {
        db.sql("update recurring_job set done_at = null").update();
    }

    private int count(String table, String where) {
        return db.sql("select count(*) from %s where %s".formatted(table, where))
                .param("mark", mark)
                .query(Integer.class)
                .single();
    }

    private void signInLink(Duration age, boolean used, @org.jspecify.annotations.Nullable Duration goodFor) {
        db.sql("""
                insert into sign_in_link (id, address_key, requested_at, expires_at, used_at)
                values (:id, :mark, :at, :expiresAt, :usedAt)
                """)
                .param("id", UUID.randomUUID())
                .param("mark", mark)
                .param("at", Sql.at(now.minus(age)))
                .param("expiresAt", goodFor == null ? null : Sql.at(now.plus(goodFor)))
                .param("usedAt", used ? Sql.at(now.minus(age)) : null)
                .update();
    }

    @ParameterizedTest
    @CsvSource({
        // asked for, used, good for another, stays
        "PT30M, true,  PT-20M, true", // counts towards the limit
        "PT30M, false, PT-20M, true",
        "P1DT1M, true, PT-23H, false",
        "P1DT1M, false, PT-23H, false",
        "P3D,   false, PT5M,   true", // its e-mail was long on its way
        "P3D,   true,  PT5M,   false",
        "P3D,   false, ,       true", // still is
        "P8D,   false, ,       false",
        "P8D,   false, P1D,    true"
    })
    void signInLinksStayAsLongAsTheyAreGoodOrCounted(
            Duration age, boolean used, @org.jspecify.annotations.Nullable Duration goodFor, boolean stays) {
        signInLink(age, used, goodFor);

        cleanUp.runIfDue(now);

        assertThat(count("sign_in_link", "address_key = :mark")).isEqualTo(stays ? 1 : 0);
    }

    private void session(Duration age, Duration idleFor) {
        db.sql("""
                insert into spring_session (primary_id, session_id, creation_time, last_access_time,
                                            max_inactive_interval, expiry_time, principal_name)
                values (:id, :session, :made, :used, 43200, :end, :mark)
                """)
                .param("id", UUID.randomUUID().toString())
                .param("session", UUID.randomUUID().toString())
                .param("made", now.minus(age).toEpochMilli())
                .param("used", now.minus(idleFor).toEpochMilli())
                .param("end", now.minus(idleFor).plus(Duration.ofHours(12)).toEpochMilli())
                .param("mark", mark)
                .update();
    }

    @Test
    void sessionsGoWhenTheyAreOver() {
        session(Duration.ofDays(29), Duration.ofHours(11));
        session(Duration.ofDays(29), Duration.ofHours(13));
        session(Duration.ofDays(31), HOUR);

        cleanUp.runIfDue(now);

        assertThat(count("spring_session", "principal_name = :mark")).isOne();
    }

    @Test
    void whoeverIsSignedInStaysSignedIn() {
        var ada = town.signedIn("Ada");

        cleanUp.runIfDue(now.plus(Duration.ofHours(11)));

        assertThat(ada.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void moreThanABatchIsTakenAwayInBatches() {
        db.sql("""
                insert into spring_session (primary_id, session_id, creation_time, last_access_time,
                                            max_inactive_interval, expiry_time, principal_name)
                select gen_random_uuid()::text, gen_random_uuid()::text, 0, 0, 43200, 1, :mark
                  from generate_series(1, 2500)
                """).param("mark", mark).update();

        cleanUp.runIfDue(now);

        assertThat(count("spring_session", "principal_name = :mark")).isZero();
    }

    @Test
    void answersToRepeatedPostsAreKeptForADay() {
        var acme = town.found("acme");
        var headers = new ArrayList<>(List.of(Town.bearer(acme.token())));
        headers.addAll(List.of("Idempotency-Key", mark));
        var body = "{\"emails\": [\"nora@%s.test\"], \"orgRole\": \"MEMBER\"}".formatted(acme.slug());
        var first = town.stranger().json("POST", acme.api() + "/invitations", body, headers.toArray(String[]::new));

        cleanUp.runIfDue(now.plus(Duration.ofHours(23)));
        var again = town.stranger().json("POST", acme.api() + "/invitations", body, headers.toArray(String[]::new));
        cleanUp.runIfDue(now.plus(Duration.ofHours(25)));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(count("idempotency_key", "key = :mark")).isZero();
    }

    @Test
    void countsOfRequestsGoWhenTheirMinuteIsLongOver() {
        for (var age : List.of(Duration.ofMinutes(1), Duration.ofMinutes(11))) {
            db.sql("insert into api_usage (token_id, minute, requests) values (:mark::uuid, :minute, 1)")
                    .param("mark", mark)
                    .param("minute", Sql.at(now.minus(age)))
                    .update();
        }

        cleanUp.runIfDue(now);

        assertThat(count("api_usage", "token_id = :mark::uuid")).isOne();
    }

    @Test
    void slugsStayWhileTheyLeadSomewhere() {
        var acme = town.found("acme");
        for (var kept : Map.of("former", Duration.ofDays(1), "forgotten", Duration.ofDays(-1))
                .entrySet()) {
            db.sql("""
                    insert into organization_slug (slug, organization_id, kept_until)
                    values (:slug, :organization::uuid, :until)
                    """)
                    .param("slug", kept.getKey() + "-" + acme.slug())
                    .param("organization", acme.id())
                    .param("until", Sql.at(now.plus(kept.getValue())))
                    .update();
        }

        cleanUp.runIfDue(now);

        assertThat(db.sql("select slug from organization_slug where organization_id = :organization::uuid")
                        .param("organization", acme.id())
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(acme.slug(), "former-" + acme.slug());
    }

    @Test
    void whatPeopleAndOrganizationsHaveStaysForYears() {
        var acme = town.found("acme");
        town.join(acme, "Grace", "ADMIN");
        town.invite(acme, "nora@" + acme.slug() + ".test", "GUEST");
        var tables = List.of(
                "account",
                "email_address",
                "organization",
                "application",
                "member",
                "invitation",
                "invitation_grant",
                "api_token",
                "api_token_secret",
                "audit_event",
                "instance_key",
                "mail");
        var before = tables.stream().map(table -> count(table, "true")).toList();

        cleanUp.runIfDue(now.plus(Duration.ofDays(3000)));

        assertThat(tables.stream().map(table -> count(table, "true")).toList()).isEqualTo(before);
    }

    @Test
    void itRunsOnceAnHour() {
        assertThat(cleanUp.runIfDue(now)).isTrue();
        assertThat(cleanUp.runIfDue(now.plus(HOUR).minusSeconds(1))).isFalse();
        assertThat(cleanUp.runIfDue(now.plus(HOUR))).isTrue();
    }

    @Test
    void itRunsAgainAfterTheClockHasJumpedBack() {
        cleanUp.runIfDue(now.plus(Duration.ofDays(365)));

        assertThat(cleanUp.runIfDue(now)).isTrue();
        assertThat(cleanUp.runIfDue(now.plusSeconds(60))).isFalse();
    }

    @Test
    void ofManyNodesOneDoesIt() throws Exception {
        var barrier = new CyclicBarrier(6);
        Callable<Boolean> node = () -> {
            barrier.await();
            return cleanUp.runIfDue(now);
        };

        var did = new ArrayList<Boolean>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var one :
                    IntStream.range(0, 6).mapToObj(_ -> threads.submit(node)).toList()) {
                did.add(one.get());
            }
        }

        assertThat(did).containsOnlyOnce(true).hasSize(6);
    }

    @Test
    void whenTheNodeThatIsAtItDiesAnotherTakesOver() throws Exception {
        signInLink(Duration.ofDays(2), true, null);
        try (var dying = database.getConnection()) {
            dying.setAutoCommit(false);
            dying.createStatement().execute("select name from recurring_job for update");
            assertThat(cleanUp.runIfDue(now)).isFalse();
            dying.rollback();
            dying.setAutoCommit(true);
        }

        assertThat(cleanUp.runIfDue(now)).isTrue();
        assertThat(count("sign_in_link", "address_key = :mark")).isZero();
    }
}
