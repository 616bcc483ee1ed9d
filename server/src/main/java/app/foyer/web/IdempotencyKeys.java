package app.foyer.web;

import app.foyer.database.Leftovers;
import app.foyer.database.Secrets;
import app.foyer.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The SQL of answers kept for repeated requests (the IETF draft on the Idempotency-Key header), for 24 hours.
@Repository
class IdempotencyKeys implements Leftovers {
    private static final Duration KEPT = Duration.ofHours(24);

    /// A request that still runs after so long has died with its node.
    private static final Duration RUNNING = Duration.ofMinutes(2);

    private final JdbcClient db;
    private final JsonMapper json;

    IdempotencyKeys(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /// An answer as it was given.
    record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String location,
            byte[] body) {}

    /// What is known of a key: which request it belongs to, and the answer once there is one.
    record Known(byte[] requestHash, Optional<Answer> answer) {}

    /// Takes a key for a request; false when another request has it.
    boolean take(String scope, String key, byte[] requestHash, Instant now) {
        return db.sql("""
                insert into idempotency_key as k (scope, key, request_hash, created_at)
                values (:scope, :key, :hash, :now)
                on conflict (scope, key) do update
                   set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null
                 where k.created_at < :old or k.status is null and k.created_at < :dead
                """)
                        .param("scope", scope)
                        .param("key", key)
                        .param("hash", requestHash)
                        .param("now", Sql.at(now))
                        .param("old", Sql.at(now.minus(KEPT)))
                        .param("dead", Sql.at(now.minus(RUNNING)))
                        .update()
                == 1;
    }

    Optional<Known> find(String scope, String key) {
        return db.sql("""
                select request_hash, status, content_type, location, body from idempotency_key
                 where scope = :scope and key = :key
                """)
                .param("scope", scope)
                .param("key", key)
                .query((row, _) -> {
                    var status = row.getObject("status", Integer.class);
                    return new Known(
                            row.getBytes("request_hash"),
                            status == null
                                    ? Optional.empty()
                                    : Optional.of(new Answer(
                                            status,
                                            row.getString("content_type"),
                                            row.getString("location"),
                                            row.getBytes("body"))));
                })
                .optional();
    }

    void keep(String scope, String key, Answer answer) {
        db.sql("""
                update idempotency_key set status = :status, content_type = :type, location = :location, body = :body
                 where scope = :scope and key = :key
                """)
                .param("scope", scope)
                .param("key", key)
                .param("status", answer.status())
                .param("type", answer.contentType())
                .param("location", answer.location())
                .param("body", withoutSecret(answer.body()))
                .update();
    }

    void release(String scope, String key) {
        db.sql("delete from idempotency_key where scope = :scope and key = :key and status is null")
                .param("scope", scope)
                .param("key", key)
                .update();
    }

    // A token is shown once and kept nowhere: who repeats the request gets null in its place.
    private byte[] withoutSecret(byte[] body) {
        if (!(json.readTree(body) instanceof ObjectNode answer) || !answer.hasNonNull("token")) {
            return body;
        }
        answer.putNull("token");
        return json.writeValueAsBytes(answer);
    }

    static byte[] hash(String method, String path, byte[] body) {
        var line = Secrets.text(Secrets.sha256(method + " " + path));
        return Secrets.sha256(line + Secrets.text(Secrets.sha256(body)));
    }

    @Override
    public int clear(Instant now, int most) {
        return db.sql("""
                delete from idempotency_key k
                 using (select scope, key from idempotency_key where created_at < :old limit :most) old
                 where k.scope = old.scope and k.key = old.key and k.created_at < :old
                """)
                .param("old", Sql.at(now.minus(KEPT)))
                .param("most", most)
                .update();
    }
}
