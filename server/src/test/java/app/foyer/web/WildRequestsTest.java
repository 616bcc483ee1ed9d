package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.AskedTown.Asked;
import app.foyer.web.WildRequests.Wild;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Requests by the thousand, made from the API's description and bent at random: no answer may be a failure of the
/// server, and each must be one that the description tells of.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WildRequestsTest {
    private static final int REQUESTS = Integer.getInteger("foyer.wild.requests", 20_000);
    private static final int THREADS = 4;
    private static final int IN_ONE_TOWN = 500;
    private static final int TOLD = 20;

    @Autowired
    Town town;

    @Autowired
    AskedTown askedTown;

    @Autowired
    JdbcClient db;

    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    @AfterAll
    void forget() {
        db.sql("truncate organization, account, mail cascade").update();
    }

    @Test
    void allAreAnsweredAsDescribed() throws InterruptedException, ExecutionException {
        var seed = Long.getLong("foyer.wild.seed", System.nanoTime());
        System.out.println("Wild requests with -Dfoyer.wild.seed=" + seed);
        var began = System.nanoTime();
        var randoms = new SplittableRandom(seed);

        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var parts = randoms.splits(THREADS)
                    .map(random -> threads.submit(() -> {
                        send(random);
                        return true;
                    }))
                    .toList();
            for (var part : parts) {
                part.get();
            }
        }

        System.out.printf(
                "%d wild requests in %d s: %s%n",
                REQUESTS, (System.nanoTime() - began) / 1_000_000_000, new TreeMap<>(statuses));
        assertThat(wrong.stream().limit(TOLD).toList())
                .as("seed %d, %d wrong", seed, wrong.size())
                .isEmpty();
        assertThat(List.of(200, 201, 204, 304, 400, 401, 403, 404, 405, 406, 409, 412, 415, 422))
                .allMatch(statuses::containsKey);
    }

    private void send(RandomGenerator random) throws IOException {
        var linus = askedTown.traveler("linus");
        try (var wire = new Wire(town.port())) {
            for (var left = REQUESTS / THREADS; left > 0; left -= IN_ONE_TOWN) {
                var asked = askedTown.found(linus);
                var requests = new WildRequests(DescribedApi.released(), asked, known(asked), random, town.port());
                for (var i = 0; i < Math.min(left, IN_ONE_TOWN); i++) {
                    send(requests.next(), wire);
                }
            }
        }
    }

    private void send(Wild request, Wire wire) throws IOException {
        try {
            var answer = wire.send(request.bytes(), request.method().equals("HEAD"));
            statuses.merge(answer.status(), 1, Integer::sum);
            assertThat(answer.status()).isLessThan(500);
            AnswerCheck.check(request.method(), request.target(), answer.status(), answer.headers(), answer.body());
        } catch (AssertionError | IOException failed) {
            wire.close();
            wrong.add("%s: %s%n%s%n".formatted(request.name(), failed, request.curl()));
        }
    }

    private static Map<String, List<String>> known(Asked asked) {
        return Map.of(
                "application",
                        List.of(
                                "storefront",
                                "intranet",
                                Objects.requireNonNull(asked.ids().get("application"))),
                "emails", List.of("ann@acme.test", "bo@acme.test", "cy@acme.test", "di@acme.test"),
                "locale", List.of("en", "de"),
                "timeZone", List.of("Europe/Berlin", "UTC"),
                "sort", List.of("name", "-joinedAt", "-lastSeenAt"));
    }
}
