package app.foyer.token;

import app.foyer.database.Leftovers;
import app.foyer.database.Sql;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Counts of API requests in minutes that are over.
@Repository
class SpentUsage implements Leftovers {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final JdbcClient db;

    SpentUsage(JdbcClient db) {
        this.db = db;
    }

    @Override
    public int clear(Instant now, int most) {
        return db.sql("""
                delete from api_usage u
                 using (select token_id, minute from api_usage where minute < :old limit :most) old
                 where u.token_id = old.token_id and u.minute = old.minute
                """)
                .param("old", Sql.at(now.minus(KEPT)))
                .param("most", most)
                .update();
    }
}
