package app.foyer.invitation;

import app.foyer.mail.MailQueue;
import app.foyer.mail.MailQueue.NewMail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Reminds invitees once a term, some time before it ends. On any node, a batch at a time.
@Component
class Reminders {
    static final int BATCH = 100;

    private final ReminderStore store;
    private final MailQueue mails;
    private final InvitationSettings.Times times;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Reminders(
            ReminderStore store,
            MailQueue mails,
            InvitationSettings settings,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.store = store;
        this.mails = mails;
        this.times = settings.invitations();
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${foyer.jobs-every:PT30S}", initialDelayString = "${foyer.jobs-every:PT30S}")
    void run() {
        askAll(clock.instant());
    }

    void askAll(Instant now) {
        if (!times.remind()) {
            return;
        }
        int asked;
        do {
            asked = transaction.execute(_ -> askSome(now));
        } while (asked == BATCH);
    }

    private int askSome(Instant now) {
        var due = store.claim(times.remindBefore(), now, BATCH);
        due.stream()
                .collect(Collectors.groupingBy(ReminderStore.Due::organization))
                .forEach((organization, invitations) -> mails.enqueue(
                        ReminderMails.KIND,
                        organization.value(),
                        invitations.stream()
                                .map(i -> new NewMail(i.id().value(), i.email().deliverable()))
                                .toList(),
                        now));
        return due.size();
    }
}
