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

    ReminderMails(InvitationMails invitations) {
        this.invitations = invitations;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<UUID, Letter> write(List<QueuedMail> mails, Instant now) {
        return invitations.write(KIND, mails, now);
    }

    /// One that is still being tried changes nothing: the invitation itself has been delivered.
    @Override
    public void settled(List<Settled> settled, Instant now) {
        invitations.takeBack(settled);
        invitations.note(
                settled.stream()
                        .filter(one -> !(one.outcome() instanceof Outcome.Delayed))
                        .toList(),
                now);
    }

    @Override
    public void untried(List<QueuedMail> mails) {
        invitations.untried(mails);
    }

    @Override
    public void bounced(List<Bounced> bounced, Instant now) {
        invitations.bounced(bounced, now);
    }
}
