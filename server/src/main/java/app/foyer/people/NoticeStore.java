package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.database.Ids;
import app.foyer.database.Sql;
import app.foyer.database.Writes;
import app.foyer.organization.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of notices as they are written down, and of who reads them.
@Repository
class NoticeStore {
    private final JdbcClient db;
    private final Writes writes;

    NoticeStore(JdbcClient db, Writes writes) {
        this.db = db;
        this.writes = writes;
    }

    /// Somebody who can be told.
    ///
    /// @param admin whether they are an admin who has access
    record Reader(UUID account, @Nullable UUID member, String email, boolean admin, NoticePace pace) {}

    /// @param letter the e-mail that tells it; null: the next digest does
    record Written(Notices.Notice notice, @Nullable UUID letter) {}

    Map<UUID, Reader> readers(OrganizationId organization, Collection<UUID> accounts, Instant now) {
        var readers = new LinkedHashMap<UUID, Reader>();
        // Of an organization that is new PostgreSQL knows nothing, and would read all who are in it:
        // `is not distinct from` leaves it the account alone to look by.
        db.sql("""
                select a.id, m.id as member_id, a.email, coalesce(m.notices, 'EACH') as notices,
                       coalesce(m.org_role = 'ADMIN' and (m.access_ends_at is null or m.access_ends_at > :now), false) as admin
                  from account a
                  left join member m on m.organization_id is not distinct from :organization and m.account_id = a.id
                 where a.id = any((select :accounts::uuid[])::uuid[]) and a.email is not null
                """)
                .param("organization", organization.value())
                .param("accounts", accounts.toArray(UUID[]::new))
                .param("now", Sql.at(now))
                .query((row, _) -> readers.put(row.getObject("id", UUID.class), reader(row)))
                .list();
        return readers;
    }

    /// The admins who have access, those who came first before the others.
    Map<UUID, Reader> admins(OrganizationId organization, Instant now) {
        var admins = new LinkedHashMap<UUID, Reader>();
        db.sql("""
                select m.account_id as id, m.id as member_id, m.email, m.notices, true as admin
                  from member m
                 where m.organization_id = :organization and m.org_role = 'ADMIN'
                   and (m.access_ends_at is null or m.access_ends_at > :now)
                 order by m.id
                """)
                .param("organization", organization.value())
                .param("now", Sql.at(now))
                .query((row, _) -> admins.put(row.getObject("id", UUID.class), reader(row)))
                .list();
        return admins;
    }

    private static Reader reader(ResultSet row) throws SQLException {
        return new Reader(
                row.getObject("id", UUID.class),
                row.getObject("member_id", UUID.class),
                row.getString("email"),
                row.getBoolean("admin"),
                NoticePace.valueOf(row.getString("notices")));
    }

    void insert(OrganizationId organization, NoticeKind kind, List<Written> written, Instant now) {
        writes.sql("""
                insert into notice (organization_id, id, account_id, kind, subject_id, about, detail, at, letter_id)
                select :organization, n.id, n.account_id, :kind, n.subject_id, n.about, n.detail, :now, n.letter_id
                  from unnest(:ids::uuid[], :accounts::uuid[], :subjects::uuid[], :abouts::text[], :details::text[], :letters::uuid[])
                       as n(id, account_id, subject_id, about, detail, letter_id)
                """)
                .param("organization", organization.value())
                .param("kind", kind.name())
                .param("now", Sql.at(now))
                .param("ids", Ids.next(written.size(), now).toArray(UUID[]::new))
                .param(
                        "accounts",
                        written.stream().map(w -> w.notice().account()).toArray(UUID[]::new))
                .param(
                        "subjects",
                        written.stream().map(w -> w.notice().subject()).toArray(UUID[]::new))
                .param("abouts", written.stream().map(w -> w.notice().about()).toArray(String[]::new))
                .param("details", written.stream().map(w -> w.notice().detail()).toArray(String[]::new))
                .param("letters", written.stream().map(Written::letter).toArray(UUID[]::new))
                .send();
    }

    Map<OrganizationId, NoticePace> paces(AccountId account, Instant now) {
        var paces = new LinkedHashMap<OrganizationId, NoticePace>();
        db.sql("""
                select m.organization_id, m.notices
                  from member m
                 where m.account_id = :account and m.org_role = 'ADMIN'
                   and (m.access_ends_at is null or m.access_ends_at > :now)
                """)
                .param("account", account.value())
                .param("now", Sql.at(now))
                .query((row, _) -> paces.put(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        NoticePace.valueOf(row.getString("notices"))))
                .list();
        return paces;
    }

    void choose(OrganizationId organization, MemberId member, NoticePace pace) {
        db.sql("update member set notices = :notices where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", member.value())
                .param("notices", pace.name())
                .update();
    }
}
