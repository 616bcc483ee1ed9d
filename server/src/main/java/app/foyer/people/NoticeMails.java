package app.foyer.people;

import static java.util.function.Predicate.not;

import app.foyer.mail.Correspondent;
import app.foyer.mail.Letter;
import app.foyer.mail.QueuedMail;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Writes the letters that tell notices, and forgets the notices once they are told.
@Component
class NoticeMails implements Correspondent {
    private final MailedNotices notices;
    private final NoticeLetters letters;

    NoticeMails(MailedNotices notices, NoticeLetters letters) {
        this.notices = notices;
        this.letters = letters;
    }

    @Override
    public String kind() {
        return Notices.MAIL;
    }

    @Override
    public Map<UUID, Letter> write(List<QueuedMail> mails, Instant now) {
        var told = notices.find(mails, now, AccessEnds.ANNOUNCED_BEFORE);
        var written = new HashMap<UUID, Letter>();
        for (var mail : mails) {
            var news = told.get(mail.subject());
            if (news != null) {
                written.put(mail.id(), letters.write(news));
            }
        }
        forget(mails.stream()
                .filter(not(mail -> written.containsKey(mail.id())))
                .toList());
        return written;
    }

    @Override
    public void settled(List<Settled> settled, Instant now) {
        forget(settled.stream()
                .filter(one -> !(one.outcome() instanceof Outcome.Delayed))
                .map(Settled::mail)
                .toList());
    }

    private void forget(List<QueuedMail> mails) {
        if (!mails.isEmpty()) {
            notices.forget(mails);
        }
    }
}
