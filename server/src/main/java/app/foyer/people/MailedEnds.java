package app.foyer.people;

import app.foyer.database.Sql;
import app.foyer.mail.QueuedMail;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of what the e-mails about ends of access say.
@Repository
class MailedEnds {
    private final JdbcClient db;

    MailedEnds(JdbcClient db) {
        this.db = db;
    }

    /// What one e-mail says.
    ///
    /// @param own whether it goes to the one whose access ends, not to an admin
    record MailedEnd(
            String name,
            String email,
            Instant endsAt,
            String organizationName,
            String organizationSlug,
            ZoneId zone,
            boolean own,
            String locale) {

        Map<String, Object> model(String path) {
            return Map.of(
                    "name", name,
                    "email", email,
                    "endsAt", endsAt,
                    "organizationName", organizationName,
                    "zone", zone,
                    "path", path);
        }
    }

    /// By the e-mails' ids. Left out are ends that are off, over or far away by now, and readers who are no admins any
    /// more.
    Map<UUID, MailedEnd> find(List<QueuedMail> mails, Instant now, Instant until) {
        var found = new HashMap<UUID, MailedEnd>();
        db.sql("""
                select q.mail, m.name, m.email, m.access_ends_at, o.name as organization_name, o.slug, o.time_zone,
                       r.id = m.id as own, a.locale
                  from unnest(:mails::uuid[], :organizations::uuid[], :members::uuid[], :keys::text[])
                       as q(mail, organization_id, member_id, address_key)
                  join member m on m.organization_id = q.organization_id and m.id = q.member_id
                       and m.access_ends_at > :now and m.access_ends_at <= :until
                  join organization o on o.id = m.organization_id
                  join email_address e on e.address_key = q.address_key
                  join account a on a.id = e.account_id
                  join member r on r.organization_id = m.organization_id and r.account_id = a.id
                       and (r.id = m.id
                            or r.org_role = 'ADMIN' and (r.access_ends_at is null or r.access_ends_at > :now))
                """)
                .param("mails", mails.stream().map(QueuedMail::id).toArray(UUID[]::new))
                .param(
                        "organizations",
                        mails.stream().map(QueuedMail::organization).toArray(UUID[]::new))
                .param("members", mails.stream().map(QueuedMail::subject).toArray(UUID[]::new))
                .param("keys", mails.stream().map(AccessEndMails::key).toArray(String[]::new))
                .param("now", Sql.at(now))
                .param("until", Sql.at(until))
                .query((row, _) -> found.put(
                        row.getObject("mail", UUID.class),
                        new MailedEnd(
                                row.getString("name"),
                                row.getString("email"),
                                Sql.instant(row, "access_ends_at"),
                                row.getString("organization_name"),
                                row.getString("slug"),
                                ZoneId.of(row.getString("time_zone")),
                                row.getBoolean("own"),
                                row.getString("locale"))))
                .list();
        return found;
    }
}
