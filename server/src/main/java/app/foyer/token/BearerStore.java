package app.foyer.token;

import app.foyer.database.Sql;
import app.foyer.people.Caller;
import app.foyer.people.PlaceStore;
import app.foyer.people.TokenScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of tokens as they are shown.
@Repository
class BearerStore {
    private final JdbcClient db;
    private final PlaceStore places;

    BearerStore(JdbcClient db, PlaceStore places) {
        this.db = db;
        this.places = places;
    }

    /// A token that is good, and when it was last seen.
    record Good(Caller.Token token, @Nullable Instant lastUsedAt) {}

    /// The token with this secret, if it is in force and an admin answers for it: its maker, or for a token of the
    /// organization's own, once that is no admin any more, the longest-serving one
    /// (preferably of those whose access doesn't end).
    Optional<Good> good(byte[] secretHash, @Nullable String from, Instant now) {
        return db.sql("""
                select t.id as token_id, t.name as token_name, t.scope, t.organization_owned, t.last_used_at,
                       """ + PlaceStore.COLUMNS + """
                  from api_token_secret s
                  join api_token t on t.organization_id = s.organization_id and t.id = s.token_id
                  join organization o on o.id = t.organization_id
                  left join member maker on maker.organization_id = t.organization_id and maker.account_id = t.created_by
                       and maker.org_role = 'ADMIN' and (maker.access_ends_at is null or maker.access_ends_at > :now)
                  join member m on m.organization_id = t.organization_id and m.id = coalesce(maker.id, (
                           select a.id from member a
                            where t.organization_owned and a.organization_id = t.organization_id
                              and a.org_role = 'ADMIN' and (a.access_ends_at is null or a.access_ends_at > :now)
                            order by a.access_ends_at is not null, a.joined_at, a.id
                            limit 1))
                 where s.secret_hash = :hash and t.revoked_at is null
                   and (t.expires_at is null or t.expires_at > :now)
                """)
                .param("hash", secretHash)
                .param("now", Sql.at(now))
                .query((row, _) -> new Good(token(row, from), Sql.instantOrNull(row, "last_used_at")))
                .optional();
    }

    private Caller.Token token(ResultSet row, @Nullable String from) throws SQLException {
        var place = places.read(row);
        return new Caller.Token(
                row.getObject("token_id", UUID.class),
                row.getString("token_name"),
                place.organization().id(),
                TokenScope.of(row.getString("scope")).orElseThrow(),
                row.getBoolean("organization_owned"),
                place.member().account(),
                place.member().name(),
                place,
                from);
    }

    /// Notes that a token is used, unless that has been noted since `due`.
    void used(Caller.Token token, Instant due, Instant now) {
        db.sql("""
                update api_token set last_used_at = :now, last_used_from = :from
                 where organization_id = :organization and id = :id and (last_used_at is null or last_used_at < :due)
                """)
                .param("organization", token.organization().value())
                .param("id", token.id())
                .param("due", Sql.at(due))
                .param("now", Sql.at(now))
                .param("from", token.from())
                .update();
    }
}
