package app.foyer.mail;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes plain letters, and remembers what it hears of them.
final class TestCorrespondent implements Correspondent {
    static final String KIND = "test";

    final List<Settled> settled = new CopyOnWriteArrayList<>();
    /// How many it was told of at once, each time.
    final List<Integer> portions = new CopyOnWriteArrayList<>();
    final Set<UUID> withoutReason = ConcurrentHashMap.newKeySet();
    final Set<UUID> unwritable = ConcurrentHashMap.newKeySet();
    final AtomicInteger failuresToSettle = new AtomicInteger();
    volatile Letter letter = new Letter(
            "You are invited", "Come in: https://foyer.test/x", "<html><head></head><p>Come in</p></html>", "en");

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<UUID, Letter> write(List<QueuedMail> mails, Instant now) {
        if (mails.stream().anyMatch(mail -> unwritable.contains(mail.subject()))) {
            throw new IllegalStateException("no words");
        }
        return mails.stream()
                .filter(mail -> !withoutReason.contains(mail.subject()))
                .collect(toMap(QueuedMail::id, _ -> letter));
    }

    @Override
    public void settled(List<Settled> results, Instant now) {
        if (failuresToSettle.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("not listening");
        }
        portions.add(results.size());
        settled.addAll(results);
    }

    List<Outcome> outcomes() {
        return settled.stream().map(Settled::outcome).toList();
    }
}
