package app.foyer.database;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Ids that sort by the time they were made (UUIDv7, RFC 9562).
public final class Ids {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final long COUNTED = 0xFFF;
    private static final AtomicLong COUNT = new AtomicLong();

    private Ids() {}

    public static UUID next(Instant now) {
        var random = UuidCreator.getTimeOrderedEpoch(now);
        return new UUID(random.getMostSignificantBits() & ~COUNTED | count(now), random.getLeastSignificantBits());
    }

    // Ids of one node and one millisecond sort in the order in which they were made, as RFC 9562 (6.2, method 1) has
    // it.
    private static long count(Instant now) {
        var millisecond = now.toEpochMilli();
        return COUNT.updateAndGet(
                        last -> last >> 12 == millisecond && (last & COUNTED) < COUNTED ? last + 1 : millisecond << 12)
                & COUNTED;
    }

    /// As many ids as asked for, in ascending order.
    public static List<UUID> next(int count, Instant now) {
        return Stream.generate(() -> next(now))
                .limit(count)
                .sorted(Ids::compare)
                .toList();
    }

    /// A bound that no id made at or after `instant` is below.
    public static UUID floor(Instant instant) {
        return new UUID(instant.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
    }

    /// The id that a piece of an address spells, if it spells one.
    public static Optional<UUID> parse(String text) {
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    // UUID.compareTo compares signed, PostgreSQL unsigned.
    private static int compare(UUID a, UUID b) {
        var high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
