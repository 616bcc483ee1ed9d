package app.foyer.invitation;

import app.foyer.account.EmailAddress;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of reminders. What somebody else holds is skipped.
@Repository
class ReminderStore {
    private final JdbcClient db;

    ReminderStore(JdbcClient db) {
        this.db = db;
    }

    /// An invitation whose invitee is to be reminded.
    record Due(OrganizationId organization, InvitationId id, EmailAddress email) {}

    /// Marks up to `most` of the invitations that end soon as reminded of, and gives them. Left out are those that
    /// nobody could accept, and those whose e-mail hasn't been taken by the mail server.
    List<Due> claim(Duration before, Instant now, int most) {
        return db.sql("""
                with due as (
                    select d.organization_id, d.id
                      from invitation d
                      join organization o on o.id = d.organization_id and o.suspended_at is null
                      join member s on s.organization_id = d.organization_id and s.account_id = d.invited_by
                           and s.org_role = 'ADMIN' and (s.access_ends_at is null or s.access_ends_at > :now)
                     where d.status = 'PENDING' and d.reminded_at is null
                       and d.expires_at > :now and d.expires_at <= :until
                       and coalesce(d.resent_at[cardinality(d.resent_at)], d.created_at)
                           < d.expires_at - make_interval(secs => :before)
                       and not d.sponsor_lost and d.delivery_state = 'SENT'
                       and (d.access_ends_at is null or d.access_ends_at > :now)
                       and not exists (
                           select from email_address e
                             join member m on m.organization_id = d.organization_id and m.account_id = e.account_id
                            where e.address_key = d.email_key
                              and (m.access_ends_at is null or m.access_ends_at > :now))
                     order by d.expires_at
                     limit :most
                       for update of d skip locked
                )
                update invitation i
                   set reminded_at = :now
                  from due
                 where i.organization_id = due.organization_id and i.id = due.id
                returning i.organization_id, i.id, i.email, i.email_key
                """)
                .param("now", Sql.at(now))
                .param("until", Sql.at(now.plus(before)))
                .param("before", before.toMillis() / 1000.0)
                .param("most", most)
                .query((row, _) -> new Due(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        new InvitationId(row.getObject("id", UUID.class)),
                        new EmailAddress(row.getString("email"), row.getString("email_key"))))
                .list();
    }
}
