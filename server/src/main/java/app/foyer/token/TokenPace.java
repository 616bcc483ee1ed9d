package app.foyer.token;

import app.foyer.database.Sql;
import app.foyer.people.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How many requests a token makes in a minute, over all nodes. Each node counts by itself and adds its count to the
/// others' in the database every twentieth part of the limit, so that no request costs a write of its own.
@Component
class TokenPace {
    private static final int PARTS = 20;

    private final Map<UUID, Minute> minutes = new ConcurrentHashMap<>();
    private final JdbcClient db;
    private final InstantSource clock;
    private final int limit;

    TokenPace(JdbcClient db, InstantSource clock, TokenSettings settings) {
        this.db = db;
        this.clock = clock;
        this.limit = settings.limits().apiRequestsPerTokenPerMinute();
    }

    /// Counts one more request.
    ///
    /// @return null when there is no limit
    @Nullable
    Allowance count(UUID token, Instant now) {
        if (limit == 0) {
            return null;
        }
        var start = now.truncatedTo(ChronoUnit.MINUTES);
        var minute = minutes.compute(
                token, (_, known) -> known != null && known.start.equals(start) ? known : new Minute(start));
        return new Allowance(limit, minute.next(token), Duration.between(now, start.plus(Allowance.WINDOW)));
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forget() {
        var old = clock.instant().minus(Duration.ofMinutes(10));
        minutes.values().removeIf(minute -> minute.start.isBefore(old));
    }

    /// One token's minute on this node.
    private final class Minute {
        private final Instant start;
        private int everywhere;
        private int here;

        Minute(Instant start) {
            this.start = start;
        }

        synchronized int next(UUID token) {
            here++;
            if (everywhere == 0 || here >= Math.max(1, limit / PARTS)) {
                everywhere = add(token, here);
                here = 0;
            }
            return everywhere + here;
        }

        private int add(UUID token, int more) {
            return db.sql("""
                    insert into api_usage (token_id, minute, requests) values (:token, :minute, :more)
                    on conflict (token_id, minute) do update set requests = api_usage.requests + excluded.requests
                    returning requests
                    """)
                    .param("token", token)
                    .param("minute", Sql.at(start))
                    .param("more", more)
                    .query(Integer.class)
                    .single();
        }
    }
}
