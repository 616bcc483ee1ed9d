package app.foyer.mail;

import app.foyer.database.Ids;
import app.foyer.mail.Correspondent.Bounced;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes in what is heard of e-mails after they were sent. What can't be helped ends the e-mails to that address, and
/// is told to whoever wrote the e-mail.
@Component
public class Bounces {
    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final int BATCH = 10_000;

    private final SentMailStore sent;
    private final SuppressionStore suppressions;
    private final Correspondents correspondents;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final InstantSource clock;

    Bounces(
            SentMailStore sent,
            SuppressionStore suppressions,
            Correspondents correspondents,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            MeterRegistry meters,
            InstantSource clock) {
        this.sent = sent;
        this.suppressions = suppressions;
        this.correspondents = correspondents;
        this.events = events;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
    }

    /// @param id the e-mail's; unknown ones, and those that are told again, change nothing
    public void receive(UUID id, Bounce bounce, Instant now) {
        var known = Objects.requireNonNull(transaction.execute(_ -> note(id, bounce, now)));
        if (known.isPresent()) {
            meters.counter("foyer.mail.bounced", "kind", bounce.kind().name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }

    private Optional<QueuedMail> note(UUID id, Bounce bounce, Instant now) {
        if (!bounce.kind().isFinal()) {
            return sent.find(id);
        }
        var mail = sent.take(id);
        mail.ifPresent(bounced -> {
            suppress(bounced, bounce, now);
            correspondents
                    .find(bounced.kind())
                    .ifPresent(writer -> writer.bounced(List.of(new Bounced(bounced, bounce)), now));
        });
        return mail;
    }

    private void suppress(QueuedMail mail, Bounce bounce, Instant now) {
        var organization = Objects.requireNonNull(mail.organization());
        var suppression = new Suppression(Ids.next(now), mail.recipient(), bounce.kind(), bounce.reason(), now);
        if (suppressions.add(organization, suppression)) {
            events.publishEvent(new AddressSuppressed(organization, suppression, now));
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void forgetOld() {
        forget(clock.instant().minus(REMEMBERED));
    }

    /// Forgets what was sent before an instant.
    public void forget(Instant before) {
        int forgotten;
        do {
            forgotten = sent.forget(before, BATCH);
        } while (forgotten == BATCH);
    }
}
