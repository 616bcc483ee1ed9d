package app.foyer.invitation;

import app.foyer.organization.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many invitations this node lets an organization send before it counts the day's anew. Counting takes the longer
/// the more there are, so far from a high limit each request needn't; near any limit each one does.
final class Headroom {
    /// Of what is left, a node takes so small a part that many nodes together don't get past the limit.
    private static final int PART = 64;

    /// Less isn't worth remembering: below limits of some thousands each request counts.
    private static final int LEAST = 100;

    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private final Map<OrganizationId, Share> shares = new ConcurrentHashMap<>();

    private record Share(int left, Instant until) {}

    /// Takes `count` out of the organization's share; false when it has none for so many.
    boolean take(OrganizationId organization, int count, Instant now) {
        var share = shares.computeIfPresent(
                organization,
                (_, known) -> known.left < count || now.isAfter(known.until)
                        ? null
                        : new Share(known.left - count, known.until));
        return share != null;
    }

    /// @param left what the organization may still send
    void note(OrganizationId organization, int left, Instant now) {
        if (left / PART >= LEAST) {
            shares.put(organization, new Share(left / PART, now.plus(GOOD_FOR)));
        }
    }

    /// Forgets what is too old to be used.
    void forget(Instant now) {
        shares.values().removeIf(share -> now.isAfter(share.until));
    }
}
