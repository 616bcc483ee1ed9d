package app.foyer.invitation;

import app.foyer.account.AccountId;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of writing down which invitations have expired. What somebody else holds is skipped.
@Repository
class ExpiryStore {
    private final JdbcClient db;

    ExpiryStore(JdbcClient db) {
        this.db = db;
    }

    /// Marks up to `most` of the pending invitations whose term is over as expired, and gives them.
    List<Overdue> claim(Instant now, int most) {
        return db.sql("""
                with due as (
                    select d.organization_id, d.id from invitation d
                     where d.status = 'PENDING' and d.expires_at <= :now
                     order by d.expires_at
                     limit :most
                       for update skip locked
                )
                update invitation i
                   set status = 'EXPIRED'
                  from due
                 where i.organization_id = due.organization_id and i.id = due.id
                returning i.organization_id, i.id, i.email, i.invited_by,
                          exists (select from organization o
                                   where o.id = i.organization_id and o.suspended_at is not null) as suspended
                """)
                .param("now", Sql.at(now))
                .param("most", most)
                .query((row, _) -> new Overdue(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        new InvitationId(row.getObject("id", UUID.class)),
                        row.getString("email"),
                        new AccountId(row.getObject("invited_by", UUID.class)),
                        row.getBoolean("suspended")))
                .list();
    }
}
