package app.foyer.mail;

import static java.util.stream.Collectors.groupingBy;

import app.foyer.mail.Correspondent.Outcome;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import app.foyer.mail.Correspondent.Settled;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes down what became of e-mails: in the queue, and with those who wrote them, in one transaction.
@Component
class Settlement {
    private final MailStore store;
    private final Correspondents correspondents;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Settlement(
            MailStore store,
            Correspondents correspondents,
            TransactionTemplate transaction,
            InstantSource clock,
            MeterRegistry meters) {
        this.store = store;
        this.correspondents = correspondents;
        this.transaction = transaction;
        this.clock = clock;
        this.meters = meters;
    }

    void settle(List<Settled> results) {
        transaction.executeWithoutResult(_ -> {
            results.stream().collect(groupingBy(result -> result.mail().kind())).forEach(this::tell);
            settleInQueue(results);
        });
        results.forEach(this::count);
    }

    /// For a correspondent that keeps failing: what was sent must not be sent again only because of that.
    void settleWithoutTelling(Settled result) {
        transaction.executeWithoutResult(_ -> settleInQueue(List.of(result)));
        count(result);
    }

    private void settleInQueue(List<Settled> results) {
        var delayed = new LinkedHashMap<QueuedMail, Delayed>();
        var refused = new ArrayList<QueuedMail>();
        var taken = new ArrayList<QueuedMail>();
        for (var result : results) {
            switch (result.outcome()) {
                case Delayed outcome -> delayed.put(result.mail(), outcome);
                case Taken _ -> taken.add(result.mail());
                case Refused _ -> refused.add(result.mail());
            }
        }
        store.delay(delayed);
        store.remove(refused);
        store.removeSent(taken, clock.instant());
    }

    private void tell(String kind, List<Settled> results) {
        correspondents.of(kind).settled(results, clock.instant());
    }

    private void count(Settled result) {
        counter(result.outcome()).increment();
    }

    private Counter counter(Outcome outcome) {
        return switch (outcome) {
            case Taken _ -> meters.counter("foyer.mail.sent");
            case Refused refused ->
                meters.counter(
                        "foyer.mail.failed", "reason", refused.trouble().cause().tag());
            case Delayed delayed ->
                meters.counter(
                        "foyer.mail.delayed",
                        "reason",
                        delayed.trouble().cause().tag());
        };
    }
}
