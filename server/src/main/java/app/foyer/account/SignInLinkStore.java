package app.foyer.account;

import app.foyer.database.Leftovers;
import app.foyer.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `sign_in_link`.
@Repository
class SignInLinkStore implements Leftovers {
    /// Longer than the hour that the limit looks back.
    private static final Duration KEPT = Duration.ofDays(1);

    /// As long as an e-mail may be on its way, and more: until it leaves, its link is neither good nor over.
    private static final Duration KEPT_UNSENT = Duration.ofDays(7);

    private final JdbcClient db;

    SignInLinkStore(JdbcClient db) {
        this.db = db;
    }

    /// A link that an e-mail is to carry, and whom it would sign in.
    record Addressed(UUID link, Account account) {}

    /// Makes those who ask with one address wait for each other, so that they are counted right.
    void lockAddress(String key) {
        db.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0)) is null")
                .param("key", key)
                .query(Boolean.class)
                .single();
    }

    /// When links were asked for with this address since then, the latest first, `limit` of them at most.
    List<Instant> requestsSince(String key, Instant since, int limit) {
        return db.sql("""
                select requested_at
                  from sign_in_link
                 where address_key = :key and requested_at > :since
                 order by requested_at desc
                 limit :limit
                """)
                .param("key", key)
                .param("since", Sql.at(since))
                .param("limit", limit)
                .query((row, _) -> Sql.instant(row, "requested_at"))
                .list();
    }

    void insert(SignInLink link) {
        db.sql("""
                insert into sign_in_link (id, address_key, requested_at, browser_hash, return_to, secret_hash, expires_at)
                values (:id, :addressKey, :requestedAt, :browserHash, :returnTo, :secretHash, :expiresAt)
                """)
                .param("id", link.id())
                .param("addressKey", link.addressKey())
                .param("requestedAt", Sql.at(link.requestedAt()))
                .param("browserHash", link.browserHash())
                .param("returnTo", link.returnTo())
                .param("secretHash", link.secretHash())
                .param("expiresAt", Sql.atOrNull(link.expiresAt()))
                .update();
    }

    Optional<SignInLink> byId(UUID id) {
        return db.sql("""
                select id, address_key, requested_at, browser_hash, return_to, secret_hash, expires_at, used_at
                  from sign_in_link
                 where id = :id
                """).param("id", id).query(SignInLinkStore::link).optional();
    }

    /// Whom the link would sign in.
    Optional<Account> accountOf(UUID id) {
        return db.sql("""
                select a.id, a.name, a.email, a.locale
                  from sign_in_link l
                  join email_address e on e.address_key = l.address_key
                  join account a on a.id = e.account_id
                 where l.id = :id
                """).param("id", id).query(AccountStore::account).optional();
    }

    /// Whom the link would sign in. Locks the account, so that of several links used at once one wins.
    Optional<Account> accountForUse(UUID id) {
        return db.sql("""
                select a.id, a.name, a.email, a.locale
                  from sign_in_link l
                  join email_address e on e.address_key = l.address_key
                  join account a on a.id = e.account_id
                 where l.id = :id
                   for no key update of a
                """).param("id", id).query(AccountStore::account).optional();
    }

    void useAll(AccountId account, Instant now) {
        db.sql("""
                update sign_in_link
                   set used_at = :now
                 where used_at is null
                   and address_key in (select address_key from email_address where account_id = :account)
                """).param("account", account.value()).param("now", Sql.at(now)).update();
    }

    /// Those of the links that are still unused and whose address belongs to an account.
    List<Addressed> addressed(List<UUID> links) {
        return db.sql("""
                select l.id as link_id, a.id, a.name, a.email, a.locale
                  from sign_in_link l
                  join email_address e on e.address_key = l.address_key
                  join account a on a.id = e.account_id
                 where l.id = any(:links) and l.used_at is null
                """)
                .param("links", links.toArray(UUID[]::new))
                .query((row, number) ->
                        new Addressed(row.getObject("link_id", UUID.class), AccountStore.account(row, number)))
                .list();
    }

    void arm(List<SignInToken> tokens, Instant expiresAt) {
        db.sql("""
                update sign_in_link l
                   set secret_hash = t.secret_hash, expires_at = :expiresAt
                  from unnest(:ids::uuid[], :hashes::bytea[]) as t(id, secret_hash)
                 where l.id = t.id and l.used_at is null
                """)
                .param("expiresAt", Sql.at(expiresAt))
                .param("ids", tokens.stream().map(SignInToken::id).toArray(UUID[]::new))
                .param("hashes", tokens.stream().map(SignInToken::hash).toArray(byte[][]::new))
                .update();
    }

    @Override
    public int clear(Instant now, int most) {
        return db.sql("""
                delete from sign_in_link
                 where id = any(array(select id from sign_in_link
                                       where requested_at < :old
                                         and (used_at is not null or expires_at <= :now or requested_at < :oldUnsent
                                              and expires_at is null)
                                       order by requested_at
                                       limit :most))
                """)
                .param("now", Sql.at(now))
                .param("old", Sql.at(now.minus(KEPT)))
                .param("oldUnsent", Sql.at(now.minus(KEPT_UNSENT)))
                .param("most", most)
                .update();
    }

    private static SignInLink link(ResultSet row, int number) throws SQLException {
        return new SignInLink(
                row.getObject("id", UUID.class),
                row.getString("address_key"),
                Sql.instant(row, "requested_at"),
                row.getBytes("browser_hash"),
                row.getString("return_to"),
                row.getBytes("secret_hash"),
                Sql.instantOrNull(row, "expires_at"),
                Sql.instantOrNull(row, "used_at"));
    }
}
