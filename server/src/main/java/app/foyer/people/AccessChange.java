package app.foyer.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that is different between two accesses, as a sentence for people.
///
/// @param key of the sentence in `messages/pages.properties`
/// @param names what stands for {0} and {1} in it
/// @param at what stands for {3}
public record AccessChange(
        String key, List<String> names, @Nullable Instant at) {

    /// All that is different, about somebody of this name.
    static List<AccessChange> between(Access before, Access after, String who) {
        var changes = new ArrayList<AccessChange>();
        if (before.orgRole() != after.orgRole()) {
            changes.add(new AccessChange("change.role." + after.orgRole(), List.of(who), null));
            if (before.orgRole() != OrgRole.GUEST) {
                changes.add(new AccessChange("change.lost-all." + before.orgRole(), List.of(who), null));
            }
        }
        before.appGrants().forEach(old -> grants(old, find(after, old), who).forEach(changes::add));
        after.appGrants().stream()
                .filter(grant -> find(before, grant).isEmpty())
                .forEach(grant -> gained(grant, who).forEach(changes::add));
        if (after.orgRole() != OrgRole.GUEST && before.orgRole() != after.orgRole()) {
            changes.add(new AccessChange("change.gained-all." + after.orgRole(), List.of(who), null));
        }
        if (!Objects.equals(before.endsAt(), after.endsAt())) {
            var key = after.endsAt() == null ? "change.ends-no-more" : "change.ends";
            changes.add(new AccessChange(key, List.of(who), after.endsAt()));
        }
        return changes;
    }

    private static Optional<AppGrant> find(Access access, AppGrant like) {
        return access.appGrants().stream()
                .filter(g -> g.application().id().equals(like.application().id()))
                .findFirst();
    }

    private static List<AccessChange> grants(AppGrant old, Optional<AppGrant> now, String who) {
        if (now.isEmpty()) {
            return List.of(of("change.lost." + old.appRole(), who, old, null));
        }
        var grant = now.get();
        var changes = new ArrayList<AccessChange>();
        if (grant.appRole() != old.appRole()) {
            changes.add(of("change.lost." + old.appRole(), who, old, null));
            changes.add(of("change.gained." + grant.appRole(), who, grant, null));
        }
        if (!Objects.equals(grant.accessEndsAt(), old.accessEndsAt())) {
            var key = grant.accessEndsAt() == null ? "change.grant-ends-no-more" : "change.grant-ends";
            changes.add(of(key, who, grant, grant.accessEndsAt()));
        }
        return changes;
    }

    private static List<AccessChange> gained(AppGrant grant, String who) {
        var gained = of("change.gained." + grant.appRole(), who, grant, null);
        return grant.accessEndsAt() == null
                ? List.of(gained)
                : List.of(gained, of("change.grant-ends", who, grant, grant.accessEndsAt()));
    }

    private static AccessChange of(String key, String who, AppGrant grant, @Nullable Instant at) {
        return new AccessChange(key, List.of(who, grant.application().name()), at);
    }
}
