package app.foyer.mail;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of addresses that get no more e-mails: each organization's own.
@Repository
public class SuppressionStore {
    /// The list in its cursors.
    public static final String LIST = "suppressions";

    private final JdbcClient db;

    SuppressionStore(JdbcClient db) {
        this.db = db;
    }

    /// What an address on the list is known by.
    static String key(String recipient) {
        return recipient.toLowerCase(Locale.ROOT);
    }

    /// False if the address is on the list already.
    boolean add(UUID organization, Suppression suppression) {
        return db.sql("""
                insert into suppression (organization_id, id, address, address_key, kind, reason, created_at)
                values (:organization, :id, :address, :key, :kind, :reason, :now)
                    on conflict (organization_id, address_key) do nothing
                """)
                        .param("organization", organization)
                        .param("id", suppression.id())
                        .param("address", suppression.address())
                        .param("key", key(suppression.address()))
                        .param("kind", suppression.kind().name())
                        .param("reason", suppression.reason())
                        .param("now", Sql.at(suppression.createdAt()))
                        .update()
                == 1;
    }

    /// Why queued e-mails mustn't go out, by their ids. Those without an organization always may.
    Map<UUID, String> reasons(Collection<QueuedMail> mails) {
        var reasons = new HashMap<UUID, String>();
        db.sql("""
                select q.id, s.reason
                  from unnest(:ids::uuid[], :organizations::uuid[], :keys::text[]) as q(id, organization_id, address_key)
                  join suppression s on s.organization_id = q.organization_id and s.address_key = q.address_key
                """)
                .param("ids", mails.stream().map(QueuedMail::id).toArray(UUID[]::new))
                .param(
                        "organizations",
                        mails.stream().map(QueuedMail::organization).toArray(UUID[]::new))
                .param("keys", mails.stream().map(mail -> key(mail.recipient())).toArray(String[]::new))
                .query((row, _) -> reasons.put(row.getObject("id", UUID.class), row.getString("reason")))
                .list();
        return reasons;
    }

    /// Those among an organization's addresses that are on its list, with the reasons.
    ///
    /// @param keys addresses in lower case, their domains in ASCII
    public Map<String, String> among(UUID organization, Collection<String> keys) {
        var found = new HashMap<String, String>();
        db.sql("""
                select address_key, reason from suppression
                 where organization_id = :organization and address_key = any(:keys::text[])
                """)
                .param("organization", organization)
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) -> found.put(row.getString("address_key"), row.getString("reason")))
                .list();
        return found;
    }

    /// A page of an organization's list, newest first.
    public List<Keyed<Suppression>> page(UUID organization, Optional<Cursor> after, int limit) {
        return db.sql("""
                select id, address, kind, reason, created_at
                  from suppression
                 where organization_id = :organization and (:after::uuid is null or id < :after::uuid)
                 order by id desc
                 limit :limit
                """)
                .param("organization", organization)
                .param("after", after.map(Cursor::id).orElse(null))
                .param("limit", limit)
                .query((row, _) -> {
                    var suppression = read(row);
                    return new Keyed<>(suppression, new Cursor(LIST, "", suppression.id()));
                })
                .list();
    }

    public int count(UUID organization, int most) {
        return db.sql("""
                select count(*) from (select 1 from suppression where organization_id = :organization limit :most) as counted
                """)
                .param("organization", organization)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /// Takes an address off an organization's list.
    public Optional<Suppression> remove(UUID organization, UUID id) {
        return db.sql("""
                delete from suppression
                 where organization_id = :organization and id = :id
                returning id, address, kind, reason, created_at
                """)
                .param("organization", organization)
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    private static Suppression read(ResultSet row) throws SQLException {
        return new Suppression(
                row.getObject("id", UUID.class),
                row.getString("address"),
                Bounce.Kind.valueOf(row.getString("kind")),
                row.getString("reason"),
                Sql.instant(row, "created_at"));
    }
}
