package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.account.Account;
import app.foyer.account.Sessions;
import app.foyer.account.SignedIn;
import app.foyer.database.Secrets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

@HouseTest
class SessionsTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @Autowired
    Sessions sessions;

    @Autowired
    SignedInVisitors visitors;

    @Autowired
    JdbcClient db;

    @Autowired
    MutableTime time;

    @Autowired
    CountedDataSource statements;

    @LocalServerPort
    int port;

    Account ada;

    @BeforeEach
    void adaHasAnAccount() {
        ada = visitors.account("Ada");
    }

    @AfterEach
    void itIsNowAgain() {
        time.reset();
    }

    @Test
    void strangersHaveNoSession() {
        var before = rows();
        var stranger = new Visitor(port);
        stranger.get("/house");
        stranger.get("/sign-in");
        stranger.get("/problems/conflict");
        stranger.submit("/sign-in", "/sign-in", Map.of("email", "x@acme.test"));
        stranger.submit("/sign-in", "/sign-out", Map.of());

        assertThat(rows()).isEqualTo(before);
        assertThat(stranger.cookies).containsOnlyKeys("foyer_csrf", "foyer_browser");
    }

    @Test
    void theTableHoldsOnlyTheHashOfTheCookie() {
        var secret = session(visitors.signIn(ada, port));

        assertThat(db.sql("select session_id from spring_session where principal_name = :account")
                        .param("account", ada.id().value().toString())
                        .query(String.class)
                        .single())
                .isEqualTo(HexFormat.of().formatHex(Secrets.sha256(secret)));
        assertThat(secret).hasSize(43);
    }

    @Test
    void theHashOpensNothing() {
        var secret = session(visitors.signIn(ada, port));
        var thief = new Visitor(port);
        thief.cookies.put("foyer_session", HexFormat.of().formatHex(Secrets.sha256(secret)));

        assertThat(thief.get("/house").statusCode()).isEqualTo(303);
    }

    @Test
    void cookiesAreOutOfReachOfScriptsAndOtherSites() {
        var visitor = visitors.signIn(ada, port);

        assertThat(visitor.setCookies)
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie)
                        .startsWith("foyer_")
                        .contains("HttpOnly", "SameSite=Lax", "Secure", "Path=/"));
    }

    @Test
    void signingInBeginsANewSession() {
        var visitor = visitors.signIn(ada, port);
        var first = session(visitor);
        var other = visitors.signIn(ada, port);
        other.cookies.put("foyer_session", first);
        var planted = new Visitor(port);
        planted.cookies.put("foyer_session", "chosen-by-somebody-else");
        planted.get("/sign-in");

        assertThat(session(visitor)).isNotEqualTo(session(visitors.signIn(ada, port)));
        assertThat(planted.get("/house").statusCode()).isEqualTo(303);
    }

    @Test
    void signingOutEndsTheSession() {
        var visitor = visitors.signIn(ada, port);
        var secret = session(visitor);

        var answer = visitor.submit("/house", "/sign-out", Map.of());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/sign-in");
        assertThat(visitor.cookies).doesNotContainKey("foyer_session");
        visitor.cookies.put("foyer_session", secret);
        assertThat(visitor.get("/house").statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionEndsAfterTwelveIdleHours() {
        var visitor = visitors.signIn(ada, port);

        time.advance(Duration.ofHours(12).minusMinutes(1));
        assertThat(visitor.get("/house").statusCode()).isEqualTo(200);
        time.advance(Duration.ofMinutes(2));

        assertThat(visitor.get("/house").statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionEndsAfterThirtyDaysHoweverBusy() {
        var visitor = visitors.signIn(ada, port);
        db.sql("update spring_session set creation_time = creation_time - :days where principal_name = :account")
                .param("days", Duration.ofDays(30).minusMinutes(1).toMillis())
                .param("account", ada.id().value().toString())
                .update();

        assertThat(visitor.get("/house").statusCode()).isEqualTo(200);
        time.advance(Duration.ofMinutes(1));

        assertThat(visitor.get("/house").statusCode()).isEqualTo(303);
    }

    @Test
    void anAccountsSessionsAreListedAndCanBeEnded() {
        var here = visitors.signIn(ada, port, "User-Agent", FIREFOX);
        var there = visitors.signIn(ada, port);
        var grace = visitors.account("Grace");
        var listed = list(session(here));

        assertThat(listed)
                .hasSize(2)
                .filteredOn(SignedIn::current)
                .singleElement()
                .satisfies(mine -> {
                    assertThat(mine.device()).isEqualTo("Firefox on Linux");
                    assertThat(mine.from()).isEqualTo("127.0.0.1");
                });
        var other = listed.stream().filter(each -> !each.current()).findFirst().orElseThrow();
        assertThat(sessions.end(grace.id(), other.id())).isFalse();
        assertThat(sessions.end(ada.id(), other.id())).isTrue();
        assertThat(there.get("/house").statusCode()).isEqualTo(303);
        assertThat(here.get("/house").statusCode()).isEqualTo(200);
        sessions.endAll(ada.id());
        assertThat(here.get("/house").statusCode()).isEqualTo(303);
    }

    @Test
    void aSignedInRequestReadsTwiceAndHasNothingToCommit() {
        var visitor = visitors.signIn(ada, port);
        visitor.get("/api/v1/probe");
        statements.forget();

        visitor.get("/api/v1/probe");

        assertThat(statements.statements())
                .hasSize(2)
                .allMatch(sql -> sql.strip().toLowerCase(java.util.Locale.ROOT).startsWith("select"));
        assertThat(statements.commits()).isZero();
    }

    @Test
    void theLastAccessIsNotedOnceAMinute() {
        var visitor = visitors.signIn(ada, port);
        db.sql("update spring_session set last_access_time = last_access_time - 61000 where principal_name = :account")
                .param("account", ada.id().value().toString())
                .update();
        statements.forget();

        visitor.get("/house");
        visitor.get("/house");

        assertThat(statements.statements())
                .filteredOn(sql -> sql.contains("UPDATE"))
                .hasSize(1);
    }

    private List<SignedIn> list(String secret) {
        var request = new MockHttpServletRequest();
        request.setSession(new org.springframework.mock.web.MockHttpSession(
                null, HexFormat.of().formatHex(Secrets.sha256(secret))));
        return sessions.list(ada.id(), request, time.instant());
    }

    private int rows() {
        return db.sql("select count(*) from spring_session")
                .query(Integer.class)
                .single();
    }

    private static String session(Visitor visitor) {
        return java.util.Objects.requireNonNull(visitor.cookies.get("foyer_session"));
    }
}
