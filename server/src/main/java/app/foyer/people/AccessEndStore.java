package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of ends of access. What one node has claimed is skipped by the others.
@Repository
class AccessEndStore {
    private static final String RETURNING =
            " returning m.organization_id, m.id, m.account_id, m.name, m.email, m.org_role, m.access_ends_at";

    private final JdbcClient db;

    AccessEndStore(JdbcClient db) {
        this.db = db;
    }

    /// Marks up to `most` of those whose access is over as noted, and gives them.
    List<Ending> claimEnded(Instant now, int most) {
        return db.sql("""
                update member m
                   set end_noted = true
                  from (select e.organization_id, e.id from member e
                         where e.access_ends_at <= :now and not e.end_noted
                         order by e.access_ends_at
                         limit :most
                           for no key update skip locked) due
                 where m.organization_id = due.organization_id and m.id = due.id
                """ + RETURNING)
                .param("now", Sql.at(now))
                .param("most", most)
                .query(AccessEndStore::ending)
                .list();
    }

    void noted(OrganizationId organization, MemberId member) {
        db.sql("update member set end_noted = true where organization_id = :organization and id = :member")
                .param("organization", organization.value())
                .param("member", member.value())
                .update();
    }

    /// Marks up to `most` of those whose access ends until an instant as told, and gives them.
    List<Ending> claimEnding(Instant now, Instant until, int most) {
        return db.sql("""
                update member m
                   set end_announced = true
                  from (select e.organization_id, e.id from member e
                         where e.access_ends_at > :now and e.access_ends_at <= :until and not e.end_announced
                         order by e.access_ends_at
                         limit :most
                           for no key update skip locked) due
                 where m.organization_id = due.organization_id and m.id = due.id
                """ + RETURNING)
                .param("now", Sql.at(now))
                .param("until", Sql.at(until))
                .param("most", most)
                .query(AccessEndStore::ending)
                .list();
    }

    /// The same for one member.
    List<Ending> claimEnding(OrganizationId organization, MemberId member, Instant now, Instant until) {
        return db.sql("""
                update member m
                   set end_announced = true
                 where m.organization_id = :organization and m.id = :member
                   and m.access_ends_at > :now and m.access_ends_at <= :until and not m.end_announced
                """ + RETURNING)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("now", Sql.at(now))
                .param("until", Sql.at(until))
                .query(AccessEndStore::ending)
                .list();
    }

    private static Ending ending(ResultSet row, int number) throws SQLException {
        return new Ending(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new MemberId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                OrgRole.valueOf(row.getString("org_role")),
                Sql.instant(row, "access_ends_at"));
    }
}
