package app.foyer.mail;

import app.foyer.database.Sql;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of e-mails that the mail server has taken, as long as bounces may come.
@Repository
class SentMailStore {
    private static final String COLUMNS = "id, kind, organization_id, subject_id, recipient, queued_at, attempts";

    private final JdbcClient db;

    SentMailStore(JdbcClient db) {
        this.db = db;
    }

    Optional<QueuedMail> find(UUID id) {
        return db.sql("select " + COLUMNS + " from sent_mail where id = :id")
                .param("id", id)
                .query(MailStore::mail)
                .optional();
    }

    /// The e-mail, for the one who asks first; nobody hears of it a second time.
    Optional<QueuedMail> take(UUID id) {
        return db.sql("delete from sent_mail where id = :id returning " + COLUMNS)
                .param("id", id)
                .query(MailStore::mail)
                .optional();
    }

    /// Forgets up to `most` of those that were sent before an instant.
    int forget(Instant before, int most) {
        return db.sql("""
                delete from sent_mail
                 where id = any(array(select id from sent_mail where sent_at < :before limit :most for update skip locked))
                """).param("before", Sql.at(before)).param("most", most).update();
    }
}
