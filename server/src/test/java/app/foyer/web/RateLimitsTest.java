package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Sql;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a token is told of its limit.
@WholeHouseTest
class RateLimitsTest {
    private static final Pattern LIMIT = Pattern.compile("\"default\";r=(\\d+);t=([1-9]|[1-5]\\d|60)");

    @Autowired
    Town town;

    @Autowired
    MutableTime time;

    @Autowired
    JdbcClient db;

    private Tenant acme;

    @BeforeEach
    void foundAcmeAtTheBeginningOfAMinute() {
        acme = town.found("acme");
        var now = time.instant();
        var next = now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        time.advance(Duration.between(now, next));
    }

    @AfterEach
    void goBackToNow() {
        time.reset();
    }

    private HttpResponse<String> get(String path, String... headers) {
        return town.stranger().get(path, headers);
    }

    private static int remaining(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"default\";q=6000;w=60");
        var limit = LIMIT.matcher(answer.headers().firstValue("RateLimit").orElse(""));
        assertThat(limit.matches()).isTrue();
        return Integer.parseInt(limit.group(1));
    }

    @Test
    void eachAnswerTellsHowManyAreLeft() {
        var left = 6000;
        for (var path : List.of(
                "/api/v1/me",
                "/api/v1/nothing",
                acme.api() + "/members?limit=0",
                "/api/v1/organizations/none",
                acme.api())) {
            assertThat(remaining(get(path, Town.bearer(acme.token())))).isEqualTo(--left);
        }
        assertThat(remaining(town.stranger().json("POST", acme.api() + "/invitations", "{", Town.bearer(acme.token()))))
                .isEqualTo(--left);
    }

    @Test
    void whoeverHasNoLimitIsToldOfNone() {
        for (var answer : List.of(
                get("/api/v1/me"),
                get("/api/v1/me", Town.bearer("foyer_wrong")),
                get("/api/v1/operator/organizations", Town.bearer(Town.OPERATOR)),
                get("/sign-in"))) {
            assertThat(answer.headers().map()).doesNotContainKeys("ratelimit", "ratelimit-policy");
        }
    }

    @Test
    void overItNothingIsDoneUntilTheMinuteIsOver() {
        db.sql("""
                insert into api_usage (token_id, minute, requests)
                select id, :minute, 6000 from api_token where organization_id = :organization
                """)
                .param("minute", Sql.at(time.instant().truncatedTo(ChronoUnit.MINUTES)))
                .param("organization", UUID.fromString(acme.id()))
                .update();

        var over = get("/api/v1/me", Town.bearer(acme.token()));

        Refused.asProblem(over, 429, "rate-limited");
        assertThat(remaining(over)).isZero();
        var wait = over.headers().firstValue("Retry-After").orElseThrow();
        assertThat(over.headers().firstValue("RateLimit")).hasValue("\"default\";r=0;t=" + wait);
        time.advance(Duration.ofSeconds(Long.parseLong(wait)));
        assertThat(get("/api/v1/me", Town.bearer(acme.token())).statusCode()).isEqualTo(200);
    }
}
