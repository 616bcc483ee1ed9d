package app.foyer.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that was done.
///
/// @param action `noun.verb-in-the-past`, such as `invitation.created`
/// @param details what a reader needs beyond the target's name; no secrets
public record AuditEvent(String action, Actor actor, Target target, Map<String, ? extends @Nullable Object> details) {
    public AuditEvent(String action, Actor actor, Target target) {
        this(action, actor, target, Map.of());
    }
}
