package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.Ids;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import app.foyer.organization.OrganizationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of the places that accounts have in organizations.
@Repository
public class PlaceStore {
    /// What [#read] needs of an organization `o` and a member `m`.
    public static final String COLUMNS = OrganizationStore.COLUMNS + ", " + MemberStore.COLUMNS;

    private final JdbcClient db;
    private final MemberStore members;
    private final OrganizationStore organizations;

    PlaceStore(JdbcClient db, MemberStore members, OrganizationStore organizations) {
        this.db = db;
        this.members = members;
        this.organizations = organizations;
    }

    public Place read(ResultSet row) throws SQLException {
        return new Place(organizations.read(row), members.read(row));
    }

    Optional<Place> place(String reference, AccountId account, Instant now) {
        var id = Ids.parse(reference);
        var where = id.isPresent() ? "where o.id = :id" : """
                 where o.id = (select s.organization_id from organization_slug s
                                where s.slug = :slug and (s.kept_until is null or s.kept_until > :now))
                """;
        return db.sql("select " + COLUMNS + """
                  from organization o
                  join member m on m.organization_id = o.id and m.account_id = :account
                """ + where)
                .param("id", id.orElse(null))
                .param("slug", reference)
                .param("now", Sql.at(now))
                .param("account", account.value())
                .query((row, _) -> read(row))
                .optional();
    }

    /// A page of the places where an account has access, by the organizations' names.
    ///
    /// @param only the one organization to look in; null for all
    List<Keyed<Place>> places(
            AccountId account, @Nullable OrganizationId only, Optional<Cursor> after, int limit, Instant now) {
        return db.sql("select lower(o.name) as sort_key, " + COLUMNS + PLACES + """
                   and (:first or (lower(o.name), o.id) > (:key, :after::uuid))
                 order by lower(o.name), o.id
                 limit :limit
                """)
                .param("account", account.value())
                .param("only", only == null ? null : only.value())
                .param("now", Sql.at(now))
                .param("first", after.isEmpty())
                .param("key", after.map(Cursor::key).orElse(""))
                .param("after", after.map(Cursor::id).orElse(null))
                .param("limit", limit)
                .query((row, _) -> {
                    var place = read(row);
                    return new Keyed<>(
                            place,
                            new Cursor(
                                    People.PLACES,
                                    row.getString("sort_key"),
                                    place.organization().id().value()));
                })
                .list();
    }

    int countPlaces(AccountId account, @Nullable OrganizationId only, int most, Instant now) {
        return db.sql("select count(*) from (select 1" + PLACES + "limit :limit) as counted")
                .param("account", account.value())
                .param("only", only == null ? null : only.value())
                .param("now", Sql.at(now))
                .param("limit", most)
                .query(Integer.class)
                .single();
    }

    private static final String PLACES = """

              from member m
              join organization o on o.id = m.organization_id
             where m.account_id = :account and (:only::uuid is null or o.id = :only::uuid)
               and (m.access_ends_at is null or m.access_ends_at > :now)
            """;

    List<String> lastAdminOf(AccountId account) {
        return db.sql("""
                select o.name
                  from member m
                  join organization o on o.id = m.organization_id
                 where m.account_id = :account and m.org_role = 'ADMIN' and m.access_ends_at is null
                   and not exists (select from member other
                                    where other.organization_id = m.organization_id and other.id <> m.id
                                      and other.org_role = 'ADMIN' and other.access_ends_at is null)
                 order by lower(o.name), o.id
                """)
                .param("account", account.value())
                .query((row, _) -> row.getString("name"))
                .list();
    }

    List<Place> places(AccountId account) {
        return db.sql("select " + COLUMNS + """
                  from member m
                  join organization o on o.id = m.organization_id
                 where m.account_id = :account
                 order by lower(o.name), o.id
                """)
                .param("account", account.value())
                .query((row, _) -> read(row))
                .list();
    }
}
