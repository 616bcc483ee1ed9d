package app.foyer.token;

import app.foyer.account.AccountId;
import app.foyer.audit.Target;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of API tokens.
@Repository
class TokenStore {
    private final JdbcClient db;

    TokenStore(JdbcClient db) {
        this.db = db;
    }

    /// A token that is good, and when it was last seen.
    record Good(Caller.Token token, @Nullable Instant lastUsedAt) {}

    /// The token with this secret, if it is in force and its maker still is an admin.
    Optional<Good> good(byte[] secretHash, @Nullable String from, Instant now) {
        return db.sql("""
                select t.organization_id, t.id, t.name, t.scope, t.created_by, t.last_used_at, m.name as maker
                  from api_token_secret s
                  join api_token t on t.organization_id = s.organization_id and t.id = s.token_id
                  join member m on m.organization_id = t.organization_id and m.account_id = t.created_by
                 where s.secret_hash = :hash and t.revoked_at is null
                   and (t.expires_at is null or t.expires_at > :now)
                   and m.org_role = 'ADMIN' and (m.access_ends_at is null or m.access_ends_at > :now)
                """)
                .param("hash", secretHash)
                .param("now", Sql.at(now))
                .query((row, _) -> new Good(
                        new Caller.Token(
                                row.getObject("id", UUID.class),
                                row.getString("name"),
                                new OrganizationId(row.getObject("organization_id", UUID.class)),
                                row.getString("scope").equals("admin"),
                                new AccountId(row.getObject("created_by", UUID.class)),
                                row.getString("maker"),
                                from),
                        Sql.instantOrNull(row, "last_used_at")))
                .optional();
    }

    void used(Caller.Token token, Instant now) {
        db.sql("""
                update api_token set last_used_at = :now, last_used_from = :from
                 where organization_id = :organization and id = :id
                """)
                .param("organization", token.organization().value())
                .param("id", token.id())
                .param("now", Sql.at(now))
                .param("from", token.from())
                .update();
    }

    /// The names of the tokens in force that somebody has made.
    List<String> names(OrganizationId organization, AccountId maker) {
        return db.sql("""
                select name from api_token
                 where organization_id = :organization and created_by = :maker and revoked_at is null
                 order by lower(name), id
                """)
                .param("organization", organization.value())
                .param("maker", maker.value())
                .query((row, _) -> row.getString("name"))
                .list();
    }

    /// Revokes the tokens that somebody has made, and gives their ids and names.
    List<Target> revokeAll(OrganizationId organization, AccountId maker, Instant now) {
        return db.sql("""
                update api_token set revoked_at = :now
                 where organization_id = :organization and created_by = :maker and revoked_at is null
                returning id, name
                """)
                .param("organization", organization.value())
                .param("maker", maker.value())
                .param("now", Sql.at(now))
                .query((row, _) -> new Target("token", row.getObject("id", UUID.class), row.getString("name")))
                .list();
    }

    void insert(OrganizationId organization, UUID id, String name, AccountId maker, byte[] secretHash, Instant now) {
        db.sql("""
                with token as (
                    insert into api_token (organization_id, id, name, scope, created_by, created_at)
                    values (:organization, :id, :name, 'admin', :maker, :now)
                )
                insert into api_token_secret (secret_hash, organization_id, token_id) values (:hash, :organization, :id)
                """)
                .param("organization", organization.value())
                .param("id", id)
                .param("name", name)
                .param("maker", maker.value())
                .param("hash", secretHash)
                .param("now", Sql.at(now))
                .update();
    }
}
