package app.foyer.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which events of an organization to list.
///
/// @param actor an id, or a piece of the name, or one or two letters that a word of it begins with; blank for all
/// @param action exactly so; blank for all
/// @param target the same
/// @param from the first instant that counts
/// @param to the first instant that counts no more
public record AuditSearch(
        String actor,
        String action,
        String target,
        @Nullable Instant from,
        @Nullable Instant to) {
    /// The list in its cursors.
    public static final String LIST = "audit-events";

    public static AuditSearch all() {
        return new AuditSearch("", "", "", null, null);
    }
}
