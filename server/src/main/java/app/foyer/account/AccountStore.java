package app.foyer.account;

import app.foyer.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables `account` and `email_address`.
@Repository
class AccountStore {
    private final JdbcClient db;

    AccountStore(JdbcClient db) {
        this.db = db;
    }

    Optional<Account> byId(AccountId id) {
        return db.sql("select id, name, email, locale from account where id = :id and deleted_at is null")
                .param("id", id.value())
                .query(AccountStore::account)
                .optional();
    }

    Optional<Account> byAddress(String key) {
        return db.sql("""
                select a.id, a.name, a.email, a.locale
                  from email_address e
                  join account a on a.id = e.account_id
                 where e.address_key = :key
                """).param("key", key).query(AccountStore::account).optional();
    }

    /// Keeps the account from being deleted.
    boolean share(AccountId id) {
        return holds("select 1 from account where id = :id and deleted_at is null for share", id);
    }

    /// Keeps others from using or changing the account.
    boolean lock(AccountId id) {
        return holds("select 1 from account where id = :id and deleted_at is null for no key update", id);
    }

    private boolean holds(String sql, AccountId id) {
        return db.sql(sql)
                .param("id", id.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    List<EmailAddress> addresses(AccountId id) {
        return db.sql("""
                select address, address_key
                  from email_address
                 where account_id = :id
                 order by verified_at, address_key
                """)
                .param("id", id.value())
                .query((row, _) -> new EmailAddress(row.getString("address"), row.getString("address_key")))
                .list();
    }

    void insert(Account account, EmailAddress address, Instant now) {
        try {
            db.sql("""
                    with made as (
                      insert into account (id, name, email, locale, created_at)
                      values (:id, :name, :email, :locale, :now)
                      returning id
                    )
                    insert into email_address (address_key, address, account_id, verified_at)
                    select :key, :address, made.id, :now from made
                    """)
                    .param("id", account.id().value())
                    .param("name", account.name())
                    .param("email", account.email())
                    .param("locale", account.locale())
                    .param("key", address.key())
                    .param("address", address.typed())
                    .param("now", Sql.at(now))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new AddressTaken();
        }
    }

    boolean rename(AccountId id, PersonName name) {
        return db.sql("update account set name = :name where id = :id and name <> :name and deleted_at is null")
                        .param("id", id.value())
                        .param("name", name.value())
                        .update()
                == 1;
    }

    void setLocale(AccountId id, String locale) {
        db.sql("update account set locale = :locale where id = :id")
                .param("id", id.value())
                .param("locale", locale)
                .update();
    }

    /// Takes away what makes the account somebody's: its addresses.
    void delete(AccountId id, Instant now) {
        db.sql("delete from email_address where account_id = :id")
                .param("id", id.value())
                .update();
        db.sql("update account set email = null, deleted_at = :now where id = :id")
                .param("id", id.value())
                .param("now", Sql.at(now))
                .update();
    }

    static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                row.getString("locale"));
    }
}
