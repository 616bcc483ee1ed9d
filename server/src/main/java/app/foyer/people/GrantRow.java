package app.foyer.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An app grant as pages and e-mails show it.
///
/// @param over whether it opens nothing any more
public record GrantRow(
        String applicationName, AppRole appRole, @Nullable Instant endsAt, boolean over) {
    public static List<GrantRow> of(List<AppGrant> grants, Instant now) {
        return grants.stream()
                .map(g -> new GrantRow(g.application().name(), g.appRole(), g.accessEndsAt(), g.isOver(now)))
                .toList();
    }
}
