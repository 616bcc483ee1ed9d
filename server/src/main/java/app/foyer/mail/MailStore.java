package app.foyer.mail;

import static app.foyer.database.Sql.at;

import app.foyer.database.Sql;
import app.foyer.database.Writes;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The queue's SQL for those who empty it. `attempts` tells one claim of an e-mail from the next, so that
/// a node that was away for longer than its lease changes nothing that is another node's by now.
@Repository
class MailStore {
    private final JdbcClient db;
    private final Writes writes;

    MailStore(JdbcClient db, Writes writes) {
        this.db = db;
        this.writes = writes;
    }

    /// Takes up to `count` due e-mails, for this node alone until the lease ends.
    ///
    /// @param without domains whose e-mails are left alone for now
    // The array makes PostgreSQL run the inner select once; joined, it may run again and claim more than asked for.
    // What it would plan anew for, again and again, stands behind selects.
    List<QueuedMail> claim(
            Collection<String> kinds, Collection<String> without, int count, Instant now, Instant leaseEnd) {
        return db.sql("""
                update mail
                   set due_at = :leaseEnd, attempts = attempts + 1, server_away = false
                 where id = any(array(select id
                                        from mail
                                       where due_at <= (select :now::timestamptz)
                                         and kind = any((select :kinds::text[])::text[])
                                         and domain <> all((select :without::text[])::text[])
                                       order by due_at
                                       limit %d
                                         for update skip locked))
                returning id, kind, organization_id, subject_id, recipient, queued_at, attempts
                """.formatted(count))
                .param("leaseEnd", at(leaseEnd))
                .param("now", at(now))
                .param("without", without.toArray(String[]::new))
                .param("kinds", kinds.toArray(String[]::new))
                .query(MailStore::mail)
                .list();
    }

    /// What waits, over all nodes.
    record Backlog(long length, @Nullable Instant oldest) {}

    Backlog backlog() {
        return db.sql("select count(*) as length, min(queued_at) as oldest from mail")
                .query((row, _) -> new Backlog(row.getLong("length"), Sql.instantOrNull(row, "oldest")))
                .single();
    }

    void keep(Collection<QueuedMail> mails, Instant leaseEnd) {
        db.sql("""
                update mail
                   set due_at = :leaseEnd
                  from unnest(:ids::uuid[], :attempts::int[]) as mine(id, attempts)
                 where mail.id = mine.id and mail.attempts = mine.attempts
                """)
                .param("leaseEnd", at(leaseEnd))
                .param("ids", ids(mails))
                .param("attempts", attempts(mails))
                .update();
    }

    /// Puts e-mails that were claimed but not tried back, as if they had never been claimed.
    void handBack(Collection<QueuedMail> mails, Instant now) {
        db.sql("""
                update mail
                   set due_at = :now, attempts = mail.attempts - 1
                  from unnest(:ids::uuid[], :attempts::int[]) as mine(id, attempts)
                 where mail.id = mine.id and mail.attempts = mine.attempts
                """)
                .param("now", at(now))
                .param("ids", ids(mails))
                .param("attempts", attempts(mails))
                .update();
    }

    void delay(Map<QueuedMail, Delayed> delayed) {
        if (delayed.isEmpty()) {
            return;
        }
        writes.sql("""
                update mail
                   set due_at = mine.due_at, server_away = mine.server_away
                  from unnest(:ids::uuid[], :attempts::int[], :dueAt::text[]::timestamptz[], :serverAway::boolean[])
                       as mine(id, attempts, due_at, server_away)
                 where mail.id = mine.id and mail.attempts = mine.attempts
                """)
                .param("ids", ids(delayed.keySet()))
                .param("attempts", attempts(delayed.keySet()))
                .param(
                        "dueAt",
                        delayed.values().stream()
                                .map(d -> d.nextTry().toString())
                                .toArray(String[]::new))
                .param(
                        "serverAway",
                        delayed.values().stream().map(Delayed::serverAway).toArray(Boolean[]::new))
                .send();
    }

    /// Makes due what waits for nothing but the mail server.
    ///
    /// @return how many there are
    int bringForward(Instant now) {
        return db.sql("update mail set due_at = :now, server_away = false where server_away and due_at > :now")
                .param("now", at(now))
                .update();
    }

    void remove(Collection<QueuedMail> mails) {
        if (!mails.isEmpty()) {
            writes.sql("delete from mail where id = any((select :ids::uuid[])::uuid[])")
                    .param("ids", ids(mails))
                    .send();
        }
    }

    /// Removes what has been taken and remembers it, as it may come back. Only organizations' e-mails: nothing would
    /// follow on the others' bounces.
    void removeSent(Collection<QueuedMail> mails, Instant now) {
        if (mails.isEmpty()) {
            return;
        }
        writes.sql("""
                with sent as (delete from mail where id = any((select :ids::uuid[])::uuid[])
                              returning id, kind, organization_id, subject_id, recipient, queued_at, attempts)
                insert into sent_mail (id, kind, organization_id, subject_id, recipient, queued_at, attempts, sent_at)
                select id, kind, organization_id, subject_id, recipient, queued_at, attempts, :now
                  from sent
                 where organization_id is not null
                    on conflict (id) do nothing
                """).param("ids", ids(mails)).param("now", at(now)).send();
    }

    /// Makes room again where e-mails were. Claims would walk over their dead rows until PostgreSQL takes them away by
    /// itself, tens of thousands of e-mails later. Another node's tidying will do.
    void tidy() {
        db.sql("vacuum (skip_locked, truncate off, index_cleanup on) mail").update();
    }

    private static UUID[] ids(Collection<QueuedMail> mails) {
        return mails.stream().map(QueuedMail::id).toArray(UUID[]::new);
    }

    private static Integer[] attempts(Collection<QueuedMail> mails) {
        return mails.stream().map(QueuedMail::attempts).toArray(Integer[]::new);
    }

    static QueuedMail mail(ResultSet row, int number) throws SQLException {
        return new QueuedMail(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getObject("organization_id", UUID.class),
                row.getObject("subject_id", UUID.class),
                row.getString("recipient"),
                Sql.instant(row, "queued_at"),
                row.getInt("attempts"));
    }
}
