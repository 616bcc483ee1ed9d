package app.foyer.mail;

import app.foyer.mail.Correspondent.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// The results that are still to be settled. They stay until the database has them, however often that takes.
class Arrears {
    private static final Logger LOG = LoggerFactory.getLogger(Arrears.class);
    private static final int TRIES = 10;

    private final Settlement settlement;
    private final Map<UUID, Integer> failures = new HashMap<>();
    private final List<Settled> results = new ArrayList<>();

    Arrears(Settlement settlement) {
        this.settlement = settlement;
    }

    void add(List<Settled> more) {
        results.addAll(more);
    }

    boolean isEmpty() {
        return results.isEmpty();
    }

    /// Settles what it can, and returns that.
    List<QueuedMail> settle() {
        try {
            var settled = List.copyOf(results);
            settlement.settle(settled);
            results.clear();
            return mails(settled);
        } catch (TransactionException | TransientDataAccessException databaseAway) {
            LOG.warn("{} e-mails couldn't be settled yet: {}", results.size(), databaseAway.getMessage());
            return List.of();
        } catch (RuntimeException broken) {
            LOG.warn("{} e-mails couldn't be settled together, now singly", results.size(), broken);
            return settleSingly();
        }
    }

    private List<QueuedMail> settleSingly() {
        var settled = new ArrayList<Settled>();
        try {
            for (var each = results.iterator(); each.hasNext(); ) {
                var result = each.next();
                if (settledAlone(result)) {
                    each.remove();
                    settled.add(result);
                }
            }
        } catch (TransactionException databaseAway) {
            LOG.warn("{} e-mails couldn't be settled yet: {}", results.size(), databaseAway.getMessage());
        }
        return mails(settled);
    }

    private boolean settledAlone(Settled result) {
        var id = result.mail().id();
        try {
            settlement.settle(List.of(result));
        } catch (TransactionException databaseAway) {
            throw databaseAway;
        } catch (RuntimeException broken) {
            return failures.merge(id, 1, Integer::sum) >= TRIES && settledWithoutTelling(result, broken);
        }
        failures.remove(id);
        return true;
    }

    private boolean settledWithoutTelling(Settled result, RuntimeException broken) {
        try {
            settlement.settleWithoutTelling(result);
        } catch (TransactionException databaseAway) {
            throw databaseAway;
        } catch (RuntimeException queueBroken) {
            return false;
        }
        LOG.error("What became of {} couldn't be told: {}", result.mail(), result.outcome(), broken);
        failures.remove(result.mail().id());
        return true;
    }

    private static List<QueuedMail> mails(List<Settled> results) {
        return results.stream().map(Settled::mail).toList();
    }
}
