package app.foyer.people;

import app.foyer.database.Ids;
import app.foyer.mail.MailQueue;
import app.foyer.organization.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends admins who want one e-mail a day what has happened, from eight o'clock on in their organization's time
/// zone. After a time when no job ran, one digest tells it all.
@Component
public class Digests {
    private static final int BATCH = 100;
    /// E-mails are given up long before.
    private static final Duration KEPT = Duration.ofDays(14);

    private static final int MOST_FORGOTTEN = 10_000;

    private final DigestStore store;
    private final MailQueue mails;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Digests(DigestStore store, MailQueue mails, TransactionTemplate transaction, InstantSource clock) {
        this.store = store;
        this.mails = mails;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT15S")
    void run() {
        sendAll(clock.instant());
    }

    public void sendAll(Instant now) {
        int sent;
        do {
            sent = transaction.execute(_ -> sendSome(now));
        } while (sent == BATCH);
    }

    private int sendSome(Instant now) {
        var mornings = store.zones().stream().map(zone -> Morning.of(zone, now)).toList();
        if (mornings.isEmpty()) {
            return 0;
        }
        var due = store.claim(mornings, now, BATCH);
        var digests = due.stream()
                .map(reader -> new DigestStore.Digest(reader, Ids.next(now)))
                .toList();
        store.gather(digests, now).stream()
                .collect(Collectors.groupingBy(digest -> digest.reader().organization()))
                .forEach((organization, letters) -> enqueue(organization, letters, now));
        return due.size();
    }

    private void enqueue(OrganizationId organization, List<DigestStore.Digest> digests, Instant now) {
        var letters = digests.stream()
                .map(digest -> Notices.mail(digest.letter(), digest.reader().email()))
                .toList();
        mails.enqueue(Notices.MAIL, organization.value(), letters, now);
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void tidy() {
        tidy(clock.instant());
    }

    /// Forgets what nobody will be told any more: of e-mails that are long gone, and of people who aren't in.
    public void tidy(Instant now) {
        transaction.executeWithoutResult(_ -> {
            store.forgetGone();
            var old = new HashMap<>(store.oldLetters(now.minus(KEPT), MOST_FORGOTTEN));
            old.keySet().removeAll(mails.waiting(Notices.MAIL, old.keySet()));
            store.forget(old);
        });
    }
}
