package app.foyer.account;

import app.foyer.database.Leftovers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Spring Session's tables, where its own repository doesn't reach.
@Repository
class SessionStore implements Leftovers {
    private final JdbcClient db;

    SessionStore(JdbcClient db) {
        this.db = db;
    }

    /// @param current the id of the session that asks
    List<SignedIn> list(AccountId account, @Nullable String current, Instant now) {
        return db.sql("""
                select s.primary_id, s.session_id, s.creation_time, s.last_access_time,
                       convert_from(d.attribute_bytes, 'UTF8') as device,
                       convert_from(f.attribute_bytes, 'UTF8') as from_address
                  from spring_session s
                  left join spring_session_attributes d on d.session_primary_id = s.primary_id and d.attribute_name = 'device'
                  left join spring_session_attributes f on f.session_primary_id = s.primary_id and f.attribute_name = 'from'
                 where s.principal_name = :account and s.expiry_time > :now and s.creation_time > :oldest
                 order by s.last_access_time desc, s.primary_id
                """)
                .param("account", account.value().toString())
                .param("now", now.toEpochMilli())
                .param("oldest", now.minus(SparingSessions.ABSOLUTE).toEpochMilli())
                .query((row, _) -> signedIn(row, current))
                .list();
    }

    boolean end(AccountId account, UUID id) {
        return db.sql("delete from spring_session where primary_id = :id and principal_name = :account")
                        .param("id", id.toString())
                        .param("account", account.value().toString())
                        .update()
                == 1;
    }

    int endAll(AccountId account) {
        return db.sql("delete from spring_session where principal_name = :account")
                .param("account", account.value().toString())
                .update();
    }

    @Override
    public int clear(Instant now, int most) {
        return db.sql("""
                delete from spring_session
                 where primary_id = any(array(select primary_id from spring_session
                                               where expiry_time < :now or creation_time < :oldest
                                               limit :most))
                """)
                .param("now", now.toEpochMilli())
                .param("oldest", now.minus(SparingSessions.ABSOLUTE).toEpochMilli())
                .param("most", most)
                .update();
    }

    private static SignedIn signedIn(ResultSet row, @Nullable String current) throws SQLException {
        return new SignedIn(
                UUID.fromString(row.getString("primary_id")),
                row.getString("session_id").equals(current),
                Instant.ofEpochMilli(row.getLong("creation_time")),
                Instant.ofEpochMilli(row.getLong("last_access_time")),
                Objects.requireNonNullElse(row.getString("device"), ""),
                Objects.requireNonNullElse(row.getString("from_address"), ""));
    }
}
