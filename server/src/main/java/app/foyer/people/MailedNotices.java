package app.foyer.people;

import app.foyer.database.Sql;
import app.foyer.mail.QueuedMail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of what the letters about notices say, and of what becomes of notices afterwards.
@Repository
class MailedNotices {
    /// So many stand in one letter; of the others it says how many they are.
    static final int SHOWN = 50;

    private final JdbcClient db;

    MailedNotices(JdbcClient db) {
        this.db = db;
    }

    /// A notice for the one who reads it.
    ///
    /// @param letter the e-mail's subject
    /// @param number how many notices the letter tells
    /// @param endsAt when the access ends that it is about
    record Told(
            UUID letter,
            int number,
            NoticeKind kind,
            UUID subject,
            String about,
            @Nullable String detail,
            Instant at,
            @Nullable Instant endsAt,
            @Nullable String email,
            String organizationName,
            String organizationSlug,
            ZoneId zone,
            String reader,
            String locale) {}

    /// By letters, the first [#SHOWN] of each. Left out is what its reader isn't to know any more, and what ends
    /// of access are off, over or far away by now.
    Map<UUID, List<Told>> find(List<QueuedMail> mails, Instant now, Duration endsWithin) {
        return db
                .sql("""
                with told as (
                    select n.letter_id, n.kind, n.subject_id, n.about, n.detail, n.at, s.access_ends_at, s.email,
                           o.name as organization_name, o.slug, o.time_zone, a.email as reader, a.locale,
                           row_number() over (partition by n.letter_id order by n.at, n.id) as place,
                           count(*) over (partition by n.letter_id) as number
                      from unnest((select :organizations::uuid[]), (select :letters::uuid[])) as q(organization_id, letter_id)
                      join notice n on n.organization_id = q.organization_id and n.letter_id = q.letter_id
                      join organization o on o.id = n.organization_id
                      join account a on a.id = n.account_id and a.email is not null
                      left join member r on r.organization_id = n.organization_id and r.account_id = n.account_id
                           and (r.access_ends_at is null or r.access_ends_at > :now)
                      left join member s on s.organization_id = n.organization_id and s.id = n.subject_id
                     where case when n.kind = any(:optional) then r.org_role = 'ADMIN' and r.notices <> 'NONE'
                                when n.kind = any(:security) then r.org_role = 'ADMIN'
                                when n.kind = any(:former) then r.id is null
                                else r.id is not null end
                       and (n.kind not in ('ACCESS_ENDING', 'OWN_ACCESS_ENDING')
                            or s.access_ends_at > :now and s.access_ends_at <= :until)
                       and (n.kind <> 'ADMIN_MADE' or s.org_role = 'ADMIN')
                )
                select letter_id, kind, subject_id, about, detail, at, access_ends_at, email,
                       organization_name, slug, time_zone, reader, locale, number
                  from told
                 where place <= :shown
                 order by letter_id, place
                """)
                .param(
                        "organizations",
                        mails.stream().map(QueuedMail::organization).toArray(UUID[]::new))
                .param("letters", mails.stream().map(QueuedMail::subject).toArray(UUID[]::new))
                .param("optional", NoticeKind.names(NoticeKind.Audience.ADMIN))
                .param("security", NoticeKind.names(NoticeKind.Audience.EVERY_ADMIN))
                .param("former", NoticeKind.names(NoticeKind.Audience.FORMER_MEMBER))
                .param("now", Sql.at(now))
                .param("until", Sql.at(now.plus(endsWithin)))
                .param("shown", SHOWN)
                .query(MailedNotices::told)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Told::letter));
    }

    private static Told told(ResultSet row, int number) throws SQLException {
        return new Told(
                row.getObject("letter_id", UUID.class),
                row.getInt("number"),
                NoticeKind.valueOf(row.getString("kind")),
                row.getObject("subject_id", UUID.class),
                row.getString("about"),
                row.getString("detail"),
                Sql.instant(row, "at"),
                Sql.instantOrNull(row, "access_ends_at"),
                row.getString("email"),
                row.getString("organization_name"),
                row.getString("slug"),
                ZoneId.of(row.getString("time_zone")),
                row.getString("reader"),
                row.getString("locale"));
    }

    /// Forgets what these letters tell: they are with the mail server, or nobody gets them.
    void forget(Collection<QueuedMail> mails) {
        db.sql("""
                delete from notice n
                 using unnest((select :organizations::uuid[]), (select :letters::uuid[])) as q(organization_id, letter_id)
                 where n.organization_id = q.organization_id and n.letter_id = q.letter_id
                """)
                .param(
                        "organizations",
                        mails.stream().map(QueuedMail::organization).toArray(UUID[]::new))
                .param("letters", mails.stream().map(QueuedMail::subject).toArray(UUID[]::new))
                .update();
    }
}
