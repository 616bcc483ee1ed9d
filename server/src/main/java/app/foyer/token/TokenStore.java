package app.foyer.token;

import app.foyer.account.AccountId;
import app.foyer.audit.Target;
import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import app.foyer.people.AccountView;
import app.foyer.people.TokenScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of an organization's API tokens.
@Repository
class TokenStore {
    private static final String TOKENS = """
            select t.id, t.name, t.scope, t.organization_owned, t.created_at, t.expires_at, t.last_used_at, t.last_used_from,
                   t.created_by, c.name as maker_name, c.email as maker_email, t.made_with, w.name as made_with_name,
                   m.id is not null as maker_is_admin
              from api_token t
              join account c on c.id = t.created_by
              left join api_token w on w.organization_id = t.organization_id and w.id = t.made_with
              left join member m on m.organization_id = t.organization_id and m.account_id = t.created_by
                   and m.org_role = 'ADMIN' and (m.access_ends_at is null or m.access_ends_at > :now)
             where t.organization_id = :organization and t.revoked_at is null
            """;

    /// A token that isn't revoked, and those that were made with it or with one of those.
    private static final String FAMILY = """
            with recursive family as (
                select t.id, 0 as depth from api_token t
                 where t.organization_id = :organization and t.id = :id and t.revoked_at is null
                 union all
                select t.id, f.depth + 1 from family f
                  join api_token t on t.organization_id = :organization and t.made_with = f.id and t.revoked_at is null
            )
            """;

    private final JdbcClient db;

    TokenStore(JdbcClient db) {
        this.db = db;
    }

    /// Puts a token in force; false when there is one of this id.
    boolean insert(
            OrganizationId organization,
            NewToken token,
            AccountId maker,
            @Nullable UUID with,
            byte[] secretHash,
            Instant now) {
        return db.sql("""
                with token as (
                    insert into api_token (organization_id, id, name, scope, organization_owned, created_by, made_with,
                                           created_at, expires_at)
                    values (:organization, :id, :name, :scope, :owned, :maker, :with, :now, :expires)
                        on conflict (organization_id, id) do nothing
                    returning organization_id, id
                )
                insert into api_token_secret (secret_hash, organization_id, token_id)
                select :hash, token.organization_id, token.id from token
                """)
                        .param("organization", organization.value())
                        .param("id", token.id())
                        .param("name", token.name())
                        .param("scope", token.scope().word())
                        .param("owned", Boolean.TRUE.equals(token.organizationOwned()))
                        .param("maker", maker.value())
                        .param("with", with)
                        .param("hash", secretHash)
                        .param("now", Sql.at(now))
                        .param("expires", Sql.atOrNull(token.expiresAt()))
                        .update()
                == 1;
    }

    Optional<ApiToken> find(OrganizationId organization, UUID id, Instant now) {
        return db.sql(TOKENS + " and t.id = :id")
                .param("organization", organization.value())
                .param("id", id)
                .param("now", Sql.at(now))
                .query((row, _) -> token(row))
                .optional();
    }

    /// A page of those that aren't revoked, newest first.
    List<Keyed<ApiToken>> page(OrganizationId organization, Optional<Cursor> after, int limit, Instant now) {
        return db.sql(TOKENS + """
                   and (:after::uuid is null or t.id < :after::uuid)
                 order by t.id desc
                 limit :limit
                """)
                .param("organization", organization.value())
                .param("after", after.map(Cursor::id).orElse(null))
                .param("limit", limit)
                .param("now", Sql.at(now))
                .query((row, _) -> {
                    var token = token(row);
                    return new Keyed<>(token, new Cursor(ApiTokens.LIST, "", token.id()));
                })
                .list();
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        var with = row.getObject("made_with", UUID.class);
        return new ApiToken(
                row.getObject("id", UUID.class),
                row.getString("name"),
                TokenScope.of(row.getString("scope")).orElseThrow(),
                row.getBoolean("organization_owned"),
                new AccountView(
                        new AccountId(row.getObject("created_by", UUID.class)),
                        row.getString("maker_name"),
                        row.getString("maker_email")),
                with == null ? null : new ApiToken.Origin(with, row.getString("made_with_name")),
                Sql.instant(row, "created_at"),
                Sql.instantOrNull(row, "expires_at"),
                Sql.instantOrNull(row, "last_used_at"),
                row.getString("last_used_from"),
                row.getBoolean("maker_is_admin"));
    }

    /// How many aren't revoked, at most `most`.
    int count(OrganizationId organization, int most) {
        return db.sql("""
                select count(*) from (select 1 from api_token
                                       where organization_id = :organization and revoked_at is null limit :most) as counted
                """)
                .param("organization", organization.value())
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /// How many are neither revoked nor expired.
    int countUnexpired(OrganizationId organization, Instant now) {
        return db.sql("""
                select count(*) from api_token
                 where organization_id = :organization and revoked_at is null and (expires_at is null or expires_at > :now)
                """)
                .param("organization", organization.value())
                .param("now", Sql.at(now))
                .query(Integer.class)
                .single();
    }

    /// The names of the tokens that were made with this one, or with one of those.
    List<String> madeWith(OrganizationId organization, UUID id) {
        return db.sql(FAMILY + """
                select t.name from family f join api_token t on t.organization_id = :organization and t.id = f.id
                 where f.depth > 0
                 order by lower(t.name), t.id
                """)
                .param("organization", organization.value())
                .param("id", id)
                .query((row, _) -> row.getString("name"))
                .list();
    }

    /// Revokes a token and those that were made with it, and gives their ids and names, its own first.
    List<Target> revoke(OrganizationId organization, UUID id, Instant now) {
        return db.sql(FAMILY + """
                , revoked as (
                    update api_token t set revoked_at = :now from family f
                     where t.organization_id = :organization and t.id = f.id and t.revoked_at is null
                    returning t.id, t.name, f.depth
                )
                select id, name from revoked order by depth, id
                """)
                .param("organization", organization.value())
                .param("id", id)
                .param("now", Sql.at(now))
                .query(TokenStore::target)
                .list();
    }

    /// Somebody's token by name.
    record Named(String name, boolean organizationOwned) {}

    /// The tokens that somebody has made and nobody has revoked, by name.
    List<Named> madeBy(OrganizationId organization, AccountId maker) {
        return db.sql("""
                select name, organization_owned from api_token
                 where organization_id = :organization and created_by = :maker and revoked_at is null
                 order by lower(name), id
                """)
                .param("organization", organization.value())
                .param("maker", maker.value())
                .query((row, _) -> new Named(row.getString("name"), row.getBoolean("organization_owned")))
                .list();
    }

    /// Revokes the tokens that somebody has made, but for the organization's own, and gives their ids and names.
    List<Target> revokeAll(OrganizationId organization, AccountId maker, Instant now) {
        return db.sql("""
                update api_token set revoked_at = :now
                 where organization_id = :organization and created_by = :maker and revoked_at is null
                   and not organization_owned
                returning id, name
                """)
                .param("organization", organization.value())
                .param("maker", maker.value())
                .param("now", Sql.at(now))
                .query(TokenStore::target)
                .list();
    }

    private static Target target(ResultSet row, int number) throws SQLException {
        return new Target("token", row.getObject("id", UUID.class), row.getString("name"));
    }
}
