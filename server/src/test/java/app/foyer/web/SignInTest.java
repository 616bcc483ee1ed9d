package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.account.Account;
import app.foyer.account.Accounts;
import app.foyer.account.EmailAddress;
import app.foyer.account.PersonName;
import app.foyer.account.SignInLinks;
import app.foyer.mail.Correspondent;
import app.foyer.mail.Letter;
import app.foyer.mail.QueuedMail;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@HouseTest
class SignInTest {
    @Autowired
    Accounts accounts;

    @Autowired
    SignInLinks links;

    @Autowired
    @Qualifier("signInMails")
    Correspondent mails;

    @Autowired
    JdbcClient db;

    @Autowired
    MutableTime time;

    @Autowired
    CountedDataSource statements;

    @LocalServerPort
    int port;

    String address = "ada-" + UUID.randomUUID() + "@acme.test";
    Account ada;

    @BeforeEach
    void adaHasAnAccount() {
        ada = accounts.create(
                PersonName.parse("Ada").orElseThrow(),
                EmailAddress.parse(address).orElseThrow(),
                "en",
                time.instant());
    }

    @AfterEach
    void itIsNowAgain() {
        time.reset();
        db.sql("delete from mail").update();
    }

    @Test
    void aLinkThatComesByEMailSignsIn() {
        var visitor = new Visitor(port);
        visitor.submit("/sign-in", "/sign-in", Map.of("email", address.toUpperCase(java.util.Locale.ROOT)));
        var link = linkIn(letter());

        assertThat(visitor.get(link).body()).contains("Welcome back", address).contains("id=\"other\">false<");
        assertThat(visitor.get(link).statusCode()).isEqualTo(200);
        var used = visitor.submit(link, link, Map.of());

        assertThat(used.statusCode()).isEqualTo(303);
        assertThat(location(used)).isEqualTo("/");
        assertThat(visitor.get("/house").body()).contains("<h1>Ada</h1>");
    }

    @Test
    void theEMailSaysWhatTheLinkIsFor() {
        new Visitor(port).submit("/sign-in", "/sign-in", Map.of("email", address));

        var letter = letter();

        assertThat(letter.subject()).isEqualTo("Your link to sign in");
        assertThat(letter.text()).contains("Ada", address, "foyer.example", "10 minutes");
        assertThat(letter.html()).contains("Ada", "https://foyer.example/sign-in/");
    }

    @Test
    void aLinkWorksOnce() {
        var visitor = new Visitor(port);
        var link = issued();
        visitor.submit(link, link, Map.of());

        var again = new Visitor(port);
        var answer = again.post(link, Map.of("_csrf", again.csrf("/sign-in")));

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("Dead");
        assertThat(again.cookies).doesNotContainKey("foyer_session");
        assertThat(again.get(link).body()).contains("Dead");
    }

    @Test
    void aLinkIsDeadAfterTenMinutes() {
        var visitor = new Visitor(port);
        var link = issued();

        time.advance(Duration.ofMinutes(9));
        assertThat(visitor.get(link).statusCode()).isEqualTo(200);
        time.advance(Duration.ofMinutes(1));

        assertThat(visitor.get(link).statusCode()).isEqualTo(410);
        assertThat(visitor.submit("/sign-in", link, Map.of()).statusCode()).isEqualTo(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "AAAA", "====", "..", "-_-_"})
    void nonsenseIsADeadLink(String token) {
        assertThat(new Visitor(port).get("/sign-in/" + token).statusCode()).isIn(400, 404, 410);
    }

    @Test
    void anotherBrowserIsWarned() {
        new Visitor(port).submit("/sign-in", "/sign-in", Map.of("email", address));

        assertThat(new Visitor(port).get(linkIn(letter())).body()).contains("id=\"other\">true<");
    }

    @Test
    void usingALinkKillsAllOthersOfTheAccount() {
        var visitor = new Visitor(port);
        var first = issued();
        var second = issued();
        visitor.submit("/sign-in", "/sign-in", Map.of("email", address));

        visitor.submit(first, first, Map.of());

        assertThat(visitor.get(second).statusCode()).isEqualTo(410);
        assertThat(mails.write(queued(), time.instant())).isEmpty();
    }

    @Test
    void askingAgainLeavesEarlierLinksAlive() {
        var visitor = new Visitor(port);
        var first = issued();

        visitor.submit("/sign-in", "/sign-in", Map.of("email", address));

        assertThat(visitor.get(first).statusCode()).isEqualTo(200);
    }

    @Test
    void ofSixteenUsesAtOnceOneWins() throws InterruptedException, ExecutionException {
        var tokens = List.of(token(), token());

        var winners =
                atOnce(16, n -> links.use(tokens.get(n % 2), time.instant()).isPresent());

        assertThat(winners).containsOnlyOnce(true);
    }

    @Test
    void theAnswerIsTheSameForAnAddressThatNobodyHas() {
        var nobody = address.replace("ada-", "eve-");
        var known = new Visitor(port);
        var unknown = new Visitor(port);
        statements.forget();
        var forKnown = known.submit("/sign-in", "/sign-in", Map.of("email", address));
        var statementsForKnown = statements.statements();
        statements.forget();
        var forUnknown = unknown.submit("/sign-in", "/sign-in", Map.of("email", nobody));

        assertThat(statements.statements()).isEqualTo(statementsForKnown);
        assertThat(forUnknown.statusCode()).isEqualTo(200).isEqualTo(forKnown.statusCode());
        assertThat(forUnknown.body()).isEqualTo(forKnown.body().replace(address, nobody));
        assertThat(headers(forUnknown)).isEqualTo(headers(forKnown));
        assertThat(letters()).hasSize(1);
    }

    @Test
    void tooManyLinksForOneAddressAreRefusedWhetherSomebodyHasItOrNot() {
        var visitor = new Visitor(port);
        for (var asked : List.of(address, "nobody-" + address)) {
            for (var i = 0; i < 10; i++) {
                assertThat(visitor.submit("/sign-in", "/sign-in", Map.of("email", asked))
                                .statusCode())
                        .isEqualTo(200);
            }
            var refused = visitor.submit("/sign-in", "/sign-in", Map.of("email", asked));

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(Long.parseLong(
                            refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(3000L, 3600L);
            assertThat(refused.body()).contains("Many links have been asked for");
        }
        time.advance(Duration.ofHours(1));
        assertThat(visitor.submit("/sign-in", "/sign-in", Map.of("email", address))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsNoAddressComesBackAsItWasTyped() {
        var answer = new Visitor(port).submit("/sign-in", "/sign-in", Map.of("email", "ada@", "next", "/account"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("value=\"ada@\"", "a complete e-mail address", "value=\"/account\"");
    }

    @Test
    void afterwardsOneIsWhereOneWantedToBe() {
        var visitor = new Visitor(port);
        var sent = visitor.get("/account?tab=1");
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(location(sent)).isEqualTo("/sign-in?next=%2Faccount%3Ftab%3D1");
        visitor.submit("/sign-in", "/sign-in", Map.of("email", address, "next", "/account?tab=1"));
        var link = linkIn(letter());

        assertThat(location(visitor.submit(link, link, Map.of()))).isEqualTo("/account?tab=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "javascript:alert(1)",
                "evil.example",
                "/invitations/abc",
                "/sign-in",
                "/sign-out",
                "/x/../sign-in/a",
                "/./invitations/abc",
                "/%5cevil.example",
                "/..//evil.example",
                "/a\r\nLocation: //evil",
                "/%0d%0aX: y"
            })
    void nowhereElse(String next) {
        var visitor = new Visitor(port);
        visitor.submit("/sign-in", "/sign-in", Map.of("email", address, "next", next));
        var link = linkIn(letter());

        assertThat(location(visitor.submit(link, link, Map.of()))).isEqualTo("/");
    }

    @Test
    void lookingAtALinkWritesNothing() {
        var link = issued();
        var visitor = new Visitor(port);
        visitor.get(link);
        statements.forget();

        visitor.get(link);
        visitor.send("HEAD", link, BodyPublishers.noBody());

        assertThat(statements.statements()).allMatch(sql -> sql.strip().startsWith("select"));
    }

    @Test
    void theSecretIsNowhereInTheDatabase() {
        var secret = token();

        assertThat(db.sql("select secret_hash from sign_in_link where address_key = :key")
                        .param("key", address)
                        .query(byte[].class)
                        .single())
                .isNotEqualTo(java.util.Base64.getUrlDecoder().decode(secret))
                .hasSize(32);
    }

    private String issued() {
        return "/sign-in/" + token();
    }

    private String token() {
        return links.issue(EmailAddress.parse(address).orElseThrow(), time.instant());
    }

    private Letter letter() {
        return letters().getFirst();
    }

    private List<Letter> letters() {
        return List.copyOf(mails.write(queued(), time.instant()).values());
    }

    private List<QueuedMail> queued() {
        return db.sql("select id, kind, subject_id, recipient from mail where recipient ilike :like")
                .param("like", "%" + address.substring(4))
                .query((row, _) -> new QueuedMail(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        null,
                        row.getObject("subject_id", UUID.class),
                        row.getString("recipient"),
                        Instant.EPOCH,
                        1))
                .list();
    }

    private static String linkIn(Letter letter) {
        var link = Pattern.compile("https://foyer.example(/sign-in/[A-Za-z0-9_-]{64})")
                .matcher(letter.text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static Map<String, Object> headers(HttpResponse<String> answer) {
        var headers = new TreeMap<String, Object>(answer.headers().map());
        headers.remove("date");
        headers.remove("x-request-id");
        headers.remove("content-length");
        headers.remove("x-request-id");
        headers.computeIfPresent("set-cookie", (_, value) -> value.toString().replaceAll("=[A-Za-z0-9_-]{43}", ""));
        headers.computeIfPresent("set-cookie", (_, value) -> value.toString().replaceAll("Expires=[^;]*", ""));
        return headers;
    }

    private static List<Boolean> atOnce(int many, java.util.function.IntPredicate deed)
            throws InterruptedException, ExecutionException {
        var start = new CyclicBarrier(many);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < many; i++) {
                var number = i;
                Callable<Boolean> task = () -> {
                    start.await();
                    return deed.test(number);
                };
                running.add(threads.submit(task));
            }
            var results = new ArrayList<Boolean>();
            for (var each : running) {
                results.add(each.get());
            }
            return results;
        }
    }
}
