package app.foyer.audit;

import java.util.Set;
import java.util.TreeSet;

/// The words for what can have been done: `noun.verb-in-the-past`. What isn't here can't be written down, so that each
/// action that is in use has its sentence.
public final class Actions {
    private static final Set<String> ALL = Set.of(
            "application.archived",
            "application.created",
            "application.deleted",
            "application.edited",
            "application.restored",
            "invitation.accepted",
            "invitation.asked-again",
            "invitation.canceled",
            "invitation.created",
            "invitation.declined",
            "invitation.edited",
            "invitation.expired",
            "invitation.resent",
            "member.access-ended",
            "member.edited",
            "member.left",
            "member.removed",
            "organization.created",
            "organization.edited",
            "organization.resumed",
            "organization.suspended",
            "suppression.added",
            "suppression.cleared",
            "token.created",
            "token.revoked");

    private Actions() {}

    /// All there are, in alphabetical order.
    public static Set<String> all() {
        return new TreeSet<>(ALL);
    }

    public static boolean isKnown(String action) {
        return ALL.contains(action);
    }
}
