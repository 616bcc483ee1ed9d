package app.foyer.people;

import app.foyer.account.EmailAddress;
import app.foyer.mail.Correspondent;
import app.foyer.mail.Letter;
import app.foyer.mail.Letters;
import app.foyer.mail.QueuedMail;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Writes the e-mails that tell somebody, and the admins, that an access is going to end. If it doesn't any more, there
/// is
/// nothing to write.
@Component
class AccessEndMails implements Correspondent {
    static final String KIND = "access-end";

    private final MailedEnds ends;
    private final Letters letters;

    AccessEndMails(MailedEnds ends, Letters letters) {
        this.ends = ends;
        this.letters = letters;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<UUID, Letter> write(List<QueuedMail> mails, Instant now) {
        var found = ends.find(mails, now, now.plus(AccessEnds.ANNOUNCED_BEFORE));
        var written = new HashMap<UUID, Letter>();
        found.forEach((mail, end) -> written.put(mail, letter(end)));
        return written;
    }

    private Letter letter(MailedEnds.MailedEnd end) {
        return end.own()
                ? letters.write(
                        "people/mail-own-access-end",
                        "access-end.own.subject",
                        List.of(end.organizationName()),
                        end.model("/o/" + end.organizationSlug()),
                        end.locale())
                : letters.write(
                        "people/mail-access-end",
                        "access-end.subject",
                        List.of(end.name(), end.organizationName()),
                        end.model("/o/" + end.organizationSlug() + "/people"),
                        end.locale());
    }

    /// The key that an address in the queue is known by.
    static String key(QueuedMail mail) {
        return EmailAddress.parse(mail.recipient()).map(EmailAddress::key).orElse("");
    }
}
