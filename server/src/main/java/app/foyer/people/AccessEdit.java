package app.foyer.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an admin wants changed of somebody's access. What is null stays.
///
/// @param end null: stays as it is
public record AccessEdit(
        @Nullable OrgRole orgRole,
        @Nullable List<GrantWish> appGrants,
        @Nullable End end) {

    /// @param at null: never
    public record End(@Nullable Instant at) {}
}
