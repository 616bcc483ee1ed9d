package app.foyer.audit;

import app.foyer.audit.Verification.Flaw;
import app.foyer.audit.Verification.Reason;
import app.foyer.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Goes along a chain from its beginning and computes each hash anew.
final class ChainWalk {
    /// Each sealing takes all events that have been committed before, so no honest event is much older than the sealing
    /// before its own. A day forgives clocks that are wrong.
    private static final Duration LATE = Duration.ofDays(1);

    private final byte @Nullable [] wanted;
    private boolean passed;
    private byte[] hash = Chain.BEGINNING;
    private long seq;
    private @Nullable Instant sealedAt;
    private Instant sealedBefore = Instant.EPOCH;

    /// @param wanted a head that was noted earlier
    ChainWalk(byte @Nullable [] wanted) {
        this.wanted = wanted;
        this.passed = wanted == null;
    }

    /// Tells what is wrong with the next row.
    Optional<Flaw> step(ResultSet row) throws SQLException {
        var place = row.getLong("seq");
        var event = row.getObject("event_id", UUID.class);
        if (place != seq + 1) {
            return Optional.of(new Flaw(Reason.PLACE_REMOVED, seq + 1, null));
        }
        if (row.getObject("id") == null) {
            return Optional.of(new Flaw(Reason.REMOVED, place, event));
        }
        var at = Sql.instant(row, "sealed_at");
        var next = Chain.next(hash, place, at, row);
        if (!Arrays.equals(next, row.getBytes("hash"))) {
            return Optional.of(new Flaw(Reason.CHANGED, place, event));
        }
        go(place, next, at);
        return Sql.instant(row, "at").isBefore(sealedBefore.minus(LATE))
                ? Optional.of(new Flaw(Reason.BACKDATED, place, event))
                : Optional.empty();
    }

    private void go(long place, byte[] next, Instant at) {
        if (sealedAt != null && !sealedAt.equals(at) && sealedAt.isAfter(sealedBefore)) {
            sealedBefore = sealedAt;
        }
        seq = place;
        hash = next;
        sealedAt = at;
        passed = passed || Arrays.equals(next, wanted);
    }

    Optional<Flaw> missedHead() {
        return passed ? Optional.empty() : Optional.of(new Flaw(Reason.HEAD_NOT_FOUND, null, null));
    }

    Verification result(int waiting, @Nullable Flaw flaw) {
        return new Verification(
                flaw == null,
                seq,
                waiting,
                sealedAt,
                seq == 0 ? null : HexFormat.of().formatHex(hash),
                flaw);
    }
}
