package app.foyer.token;

import app.foyer.account.AccountId;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Caller;
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

    BearerStore(JdbcClient db) {
        this.db = db;
    }

    /// A token that is good, and when it was last seen.
    record Good(Caller.Token token, @Nullable Instant lastUsedAt) {}

    /// The token with this secret, if it is in force and an admin answers for it: its maker, or for a token of the
    /// organization's own, once that is no admin any more, the longest-serving one
    /// (preferably of those whose access doesn't end).
    Optional<Good> good(byte[] secretHash, @Nullable String from, Instant now) {
        return db.sql("""
                select t.organization_id, t.id, t.name, t.scope, t.organization_owned, t.last_used_at,
                       coalesce(m.account_id, a.account_id) as admin, coalesce(m.name, a.name) as admin_name
                  from api_token_secret s
                  join api_token t on t.organization_id = s.organization_id and t.id = s.token_id
                  left join member m on m.organization_id = t.organization_id and m.account_id = t.created_by
                       and m.org_role = 'ADMIN' and (m.access_ends_at is null or m.access_ends_at > :now)
                  left join lateral (
                           select o.account_id, o.name from member o
                            where t.organization_owned and m.id is null and o.organization_id = t.organization_id
                              and o.org_role = 'ADMIN' and (o.access_ends_at is null or o.access_ends_at > :now)
                            order by o.access_ends_at is not null, o.joined_at, o.id
                            limit 1
                       ) a on true
                 where s.secret_hash = :hash and t.revoked_at is null
                   and (t.expires_at is null or t.expires_at > :now)
                   and coalesce(m.account_id, a.account_id) is not null
                """)
                .param("hash", secretHash)
                .param("now", Sql.at(now))
                .query((row, _) -> new Good(token(row, from), Sql.instantOrNull(row, "last_used_at")))
                .optional();
    }

    private static Caller.Token token(ResultSet row, @Nullable String from) throws SQLException {
        return new Caller.Token(
                row.getObject("id", UUID.class),
                row.getString("name"),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                TokenScope.of(row.getString("scope")).orElseThrow(),
                row.getBoolean("organization_owned"),
                new AccountId(row.getObject("admin", UUID.class)),
                row.getString("admin_name"),
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
