package app.foyer.access;

import app.foyer.account.AccountId;
import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.Sql;
import app.foyer.organization.ApplicationId;
import app.foyer.organization.OrganizationId;
import app.foyer.people.AppRole;
import app.foyer.people.MemberId;
import app.foyer.people.OrgRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of who has access to an application.
@Repository
class AccessStore {
    /// Each of the three sorts by an index of its own; so a page costs the same wherever it is.
    private static final String HOLDERS = """
              from ((select 1 as rank, lower(m.name) as name_key, m.id, m.account_id, m.name, m.email, m.org_role,
                            'ADMIN' as app_role, m.access_ends_at as ends_at
                       from member m
                      where m.organization_id = :organization and m.org_role = 'ADMIN'
                        and (m.access_ends_at is null or m.access_ends_at > :now)
                        and (lower(m.name), m.id) > (:adminName, :adminId::uuid)
                      order by lower(m.name), m.id
                      limit :admins)
                    union all
                    (select 2, lower(m.name), m.id, m.account_id, m.name, m.email, m.org_role, 'READ', m.access_ends_at
                       from member m
                      where m.organization_id = :organization and m.org_role = 'MEMBER'
                        and (m.access_ends_at is null or m.access_ends_at > :now)
                        and (lower(m.name), m.id) > (:memberName, :memberId::uuid)
                      order by lower(m.name), m.id
                      limit :members)
                    union all
                    (select 3, '', m.id, m.account_id, m.name, m.email, m.org_role, g.app_role,
                            least(m.access_ends_at, g.access_ends_at)
                       from app_grant g
                       join member m on m.organization_id = g.organization_id and m.id = g.member_id
                      where g.organization_id = :organization and g.application_id = :application
                        and m.org_role = 'GUEST' and (m.access_ends_at is null or m.access_ends_at > :now)
                        and (g.access_ends_at is null or g.access_ends_at > :now)
                        and g.member_id > :guestId::uuid
                      order by g.member_id
                      limit :guests)) h
            """;

    private final JdbcClient db;

    AccessStore(JdbcClient db) {
        this.db = db;
    }

    /// A page of those with access: the admins and then the members by name, the guests in the order of their joining.
    List<Keyed<Holder>> holders(
            OrganizationId organization, ApplicationId application, HolderPlace after, int limit, Instant now) {
        return bind("select h.*" + HOLDERS + " order by h.rank, h.name_key, h.id limit :limit", after, limit)
                .param("organization", organization.value())
                .param("application", application.value())
                .param("now", Sql.at(now))
                .param("limit", limit)
                .query((row, _) -> new Keyed<>(read(row), cursor(row)))
                .list();
    }

    int count(OrganizationId organization, ApplicationId application, int most, Instant now) {
        return bind("select count(*)" + HOLDERS, HolderPlace.FIRST, most)
                .param("organization", organization.value())
                .param("application", application.value())
                .param("now", Sql.at(now))
                .query(Integer.class)
                .single();
    }

    private JdbcClient.StatementSpec bind(String sql, HolderPlace after, int limit) {
        return db.sql(sql)
                .param("adminName", after.name(1))
                .param("adminId", after.id(1))
                .param("admins", after.isPast(1) ? 0 : limit)
                .param("memberName", after.name(2))
                .param("memberId", after.id(2))
                .param("members", after.isPast(2) ? 0 : limit)
                .param("guestId", after.id(3))
                .param("guests", limit);
    }

    private static Cursor cursor(ResultSet row) throws SQLException {
        return HolderPlace.cursor(row.getInt("rank"), row.getString("name_key"), row.getObject("id", UUID.class));
    }

    private static Holder read(ResultSet row) throws SQLException {
        return new Holder(
                new MemberId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                OrgRole.valueOf(row.getString("org_role")),
                AppRole.valueOf(row.getString("app_role")),
                Sql.instantOrNull(row, "ends_at"));
    }

    /// Those of the applications that somebody has or is promised an App role on.
    Set<UUID> inUse(OrganizationId organization, Collection<UUID> applications, Instant now) {
        return Set.copyOf(db.sql("""
                select a.id
                  from unnest(:applications::uuid[]) as a(id)
                 where exists (select from app_grant g
                                where g.organization_id = :organization and g.application_id = a.id)
                    or exists (select from invitation_grant g
                                 join invitation i on i.organization_id = g.organization_id and i.id = g.invitation_id
                                where g.organization_id = :organization and g.application_id = a.id
                                  and i.status = 'PENDING' and i.expires_at > :now)
                """)
                .param("organization", organization.value())
                .param("applications", applications.toArray(UUID[]::new))
                .param("now", Sql.at(now))
                .query(UUID.class)
                .list());
    }
}
