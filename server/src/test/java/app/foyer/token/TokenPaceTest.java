package app.foyer.token;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.SharedDatabase;
import app.foyer.people.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TokenPaceTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:15Z");

    private final JdbcClient db = JdbcClient.create(SharedDatabase.source());
    private final UUID token = UUID.randomUUID();

    private TokenPace node(int limit) {
        return new TokenPace(db, () -> NOON, new TokenSettings(null, new TokenSettings.Limits(limit, 100)));
    }

    /// How many of so many requests pass.
    private long pass(TokenPace node, int requests, Instant now) {
        return IntStream.range(0, requests).filter(_ -> passes(node, now)).count();
    }

    private boolean passes(TokenPace node, Instant now) {
        var allowance = node.count(token, now);
        return allowance == null || !allowance.isExceeded();
    }

    @Test
    void theLimitIsReachedExactly() {
        assertThat(pass(node(100), 150, NOON)).isEqualTo(100);
    }

    @Test
    void oneIsToldHowManyAreLeftAndUntilWhen() {
        var node = node(2);

        assertThat(node.count(token, NOON)).isEqualTo(new Allowance(2, 1, Duration.ofSeconds(45)));
        assertThat(node.count(token, NOON.plusSeconds(5))).isEqualTo(new Allowance(2, 2, Duration.ofSeconds(40)));
        assertThat(node.count(token, NOON.plusSeconds(44)))
                .satisfies(over -> assertThat(over.isExceeded()).isTrue())
                .satisfies(over -> assertThat(over.remaining()).isZero())
                .satisfies(over -> assertThat(over.left()).isEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void theNextMinuteBeginsAnew() {
        var node = node(10);
        pass(node, 11, NOON);

        assertThat(pass(node, 11, NOON.plusSeconds(45))).isEqualTo(10);
    }

    @Test
    void twoNodesShareTheLimitButForWhatNeitherHasToldYet() {
        var one = node(100);
        var other = node(100);

        var passed = 0L;
        for (var i = 0; i < 100; i++) {
            passed += pass(one, 1, NOON) + pass(other, 1, NOON);
        }

        assertThat(passed).isBetween(100L, 110L);
    }

    @Test
    void tokensDoNotShareALimit() {
        var node = node(1);
        node.count(token, NOON);

        assertThat(node.count(UUID.randomUUID(), NOON)).isEqualTo(new Allowance(1, 1, Duration.ofSeconds(45)));
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(pass(node(0), 1000, NOON)).isEqualTo(1000);
        assertThat(writes()).isZero();
    }

    @Test
    void aRequestCostsNoWriteOfItsOwn() {
        pass(node(6000), 3000, NOON);

        assertThat(writes()).isBetween(2700, 3000);
        assertThat(db.sql("select count(*) from api_usage where token_id = :token")
                        .param("token", token)
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    private int writes() {
        return db.sql("select coalesce(sum(requests), 0) from api_usage where token_id = :token")
                .param("token", token)
                .query(Integer.class)
                .single();
    }

    @Test
    void sixteenAtOnceGetNoMoreThanTheLimit() throws Exception {
        var node = node(40);
        var barrier = new CyclicBarrier(16);
        var passed = 0L;
        try (var threads = Executors.newFixedThreadPool(16)) {
            Callable<Long> run = () -> {
                barrier.await();
                return pass(node, 10, NOON);
            };
            for (var part :
                    IntStream.range(0, 16).mapToObj(_ -> threads.submit(run)).toList()) {
                passed += part.get();
            }
        }
        assertThat(passed).isEqualTo(40);
    }

    @Test
    void oldMinutesAreForgotten() {
        pass(node(10), 5, NOON.minus(Duration.ofHours(1)));

        new SpentUsage(db).clear(NOON, 100);

        assertThat(writes()).isZero();
    }
}
