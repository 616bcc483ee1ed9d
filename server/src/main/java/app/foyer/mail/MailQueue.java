package app.foyer.mail;

import app.foyer.database.Ids;
import app.foyer.database.Sql;
import app.foyer.database.Writes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Where e-mails wait for the mail server. Written to in the transaction of the change that they tell of.
@Repository
public class MailQueue {
    private final JdbcClient db;
    private final Writes writes;
    private final Doorbell doorbell;

    MailQueue(JdbcClient db, Writes writes, Doorbell doorbell) {
        this.db = db;
        this.writes = writes;
        this.doorbell = doorbell;
    }

    /// An e-mail to be sent.
    public record NewMail(UUID subject, String recipient) {}

    /// Queues any number of e-mails with one statement. They leave as soon as the transaction commits.
    @Transactional(propagation = Propagation.MANDATORY)
    public void enqueue(String kind, @Nullable UUID organization, List<NewMail> mails, Instant now) {
        writes.sql("""
                insert into mail (id, kind, organization_id, subject_id, recipient, queued_at, due_at)
                select m.id, :kind, :organization, m.subject_id, m.recipient, :now, :now
                  from unnest(:ids::uuid[], :subjects::uuid[], :recipients::text[]) as m(id, subject_id, recipient)
                """)
                .param("kind", kind)
                .param("organization", organization)
                .param("now", Sql.at(now))
                .param("ids", Ids.next(mails.size(), now).toArray(UUID[]::new))
                .param("subjects", mails.stream().map(NewMail::subject).toArray(UUID[]::new))
                .param("recipients", mails.stream().map(NewMail::recipient).toArray(String[]::new))
                .send();
        doorbell.ringAfterCommit();
    }

    /// Which of these subjects still have an e-mail of this kind on its way.
    public List<UUID> waiting(String kind, Collection<UUID> subjects) {
        return subjects.isEmpty()
                ? List.of()
                : db.sql("select distinct subject_id from mail where kind = :kind and subject_id = any(:subjects)")
                        .param("kind", kind)
                        .param("subjects", subjects.toArray(UUID[]::new))
                        .query((row, _) -> row.getObject("subject_id", UUID.class))
                        .list();
    }
}
