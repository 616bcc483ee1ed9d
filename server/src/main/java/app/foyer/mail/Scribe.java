package app.foyer.mail;

import static java.util.stream.Collectors.groupingBy;

import app.foyer.mail.Correspondent.Outcome;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Trouble.Cause;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Has claimed e-mails written by their correspondents.
@Component
class Scribe {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);

    private final Correspondents correspondents;
    private final MailStore store;
    private final SuppressionStore suppressions;
    private final TransactionTemplate transaction;
    private final MailSettings settings;
    private final InstantSource clock;

    Scribe(
            Correspondents correspondents,
            MailStore store,
            SuppressionStore suppressions,
            TransactionTemplate transaction,
            MailSettings settings,
            InstantSource clock) {
        this.correspondents = correspondents;
        this.store = store;
        this.suppressions = suppressions;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    Set<String> kinds() {
        return correspondents.kinds();
    }

    /// What follows on a try in vain: another one, unless that would be too late.
    Outcome triedInVain(QueuedMail mail, Trouble trouble, boolean perhapsTaken) {
        var nextTry = settings.nextTry(mail.attempts(), clock.instant());
        return nextTry.isAfter(mail.queuedAt().plus(settings.mailGiveUpAfter()))
                ? new Refused(trouble, perhapsTaken)
                : new Delayed(trouble, perhapsTaken, nextTry);
    }

    /// The letters that are to be handed over now. An e-mail that gets none is dropped from the queue, or
    /// delayed if writing it fails.
    Map<QueuedMail, Letter> write(List<QueuedMail> mails, Satchel satchel) {
        var letters = new LinkedHashMap<QueuedMail, Letter>();
        mails.stream()
                .collect(groupingBy(QueuedMail::kind))
                .values()
                .forEach(group -> letters.putAll(writeGroup(group, satchel)));
        return letters;
    }

    // One e-mail that can't be written must not hold up those that were claimed with it.
    private Map<QueuedMail, Letter> writeGroup(List<QueuedMail> group, Satchel satchel) {
        try {
            return written(group, satchel);
        } catch (TransactionException databaseAway) {
            LOG.warn("E-mails couldn't be written, they wait: {}", databaseAway.getMessage());
            satchel.forget(group);
            return Map.of();
        } catch (RuntimeException broken) {
            return group.size() == 1 ? delayed(group.getFirst(), broken, satchel) : writeSingly(group, satchel);
        }
    }

    private Map<QueuedMail, Letter> written(List<QueuedMail> group, Satchel satchel) {
        var wanted = wanted(group, satchel);
        var letters = transaction.execute(_ -> lettersOf(wanted));
        satchel.forget(
                wanted.stream().filter(Predicate.not(letters::containsKey)).toList());
        return letters;
    }

    // The others are to addresses that their organization writes to no more.
    private List<QueuedMail> wanted(List<QueuedMail> group, Satchel satchel) {
        var reasons = suppressions.reasons(group);
        var wanted = new ArrayList<QueuedMail>();
        for (var mail : group) {
            var reason = reasons.get(mail.id());
            if (reason == null) {
                wanted.add(mail);
            } else {
                satchel.finish(mail, new Refused(new Trouble(Cause.SUPPRESSED, reason), false));
            }
        }
        return wanted;
    }

    private Map<QueuedMail, Letter> lettersOf(List<QueuedMail> group) {
        if (group.isEmpty()) {
            return Map.of();
        }
        var byId = correspondents.of(group.getFirst().kind()).write(group, clock.instant());
        store.remove(group.stream().filter(mail -> !byId.containsKey(mail.id())).toList());
        return paired(group, byId);
    }

    private static Map<QueuedMail, Letter> paired(List<QueuedMail> group, Map<UUID, Letter> byId) {
        var letters = new LinkedHashMap<QueuedMail, Letter>();
        for (var mail : group) {
            var letter = byId.get(mail.id());
            if (letter != null) {
                letters.put(mail, letter);
            }
        }
        return letters;
    }

    private Map<QueuedMail, Letter> writeSingly(List<QueuedMail> group, Satchel satchel) {
        var letters = new LinkedHashMap<QueuedMail, Letter>();
        group.forEach(mail -> letters.putAll(writeGroup(List.of(mail), satchel)));
        return letters;
    }

    /// Puts e-mails that were written but not tried back into the queue, for later.
    void putBack(List<QueuedMail> untried, Satchel satchel) {
        try {
            transaction.executeWithoutResult(_ -> {
                store.handBack(untried, clock.instant());
                untried.stream()
                        .collect(groupingBy(QueuedMail::kind))
                        .forEach((kind, mails) -> correspondents.of(kind).untried(mails));
            });
        } catch (RuntimeException databaseAway) {
            LOG.warn("E-mails couldn't be put back, their leases end soon: {}", databaseAway.getMessage());
        }
        satchel.forget(untried);
    }

    private Map<QueuedMail, Letter> delayed(QueuedMail mail, RuntimeException broken, Satchel satchel) {
        LOG.error("The {} e-mail {} can't be written", mail.kind(), mail.id(), broken);
        satchel.finish(mail, triedInVain(mail, new Trouble(Cause.NOT_WRITTEN, "Foyer’s log says why."), false));
        return Map.of();
    }
}
