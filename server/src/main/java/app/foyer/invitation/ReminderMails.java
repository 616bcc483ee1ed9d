package app.foyer.invitation;

import app.foyer.mail.Correspondent;
import app.foyer.mail.Letter;
import app.foyer.mail.QueuedMail;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Writes reminders: the e-mail of the invitation once more, with a link of its own that replaces the one before.
@Component
class ReminderMails implements Correspondent {
    static final String KIND = "reminder";

    private final InvitationMails invitations;
    private final ReminderStore store;

    ReminderMails(InvitationMails invitations, ReminderStore store) {
        this.invitations = invitations;
        this.store = store;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<UUID, Letter> write(List<QueuedMail> mails, Instant now) {
        return invitations.write(KIND, mails, now);
    }

    @Override
    public void settled(List<Settled> settled, Instant now) {
        invitations.takeBack(settled);
        store.note(settled, now);
    }
}
