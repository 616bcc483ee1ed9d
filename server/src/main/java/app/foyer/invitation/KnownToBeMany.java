package app.foyer.invitation;

import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/// How many invitations match a search at the least, as far as this node has seen. None is ever deleted and none goes
/// to another address, so who are many stay many, and needn't be counted again. Of one state they may become fewer.
final class KnownToBeMany {
    private static final int SEARCHES = 10_000;

    private final Cache<Sought, Integer> atLeast =
            Caffeine.newBuilder().maximumSize(SEARCHES).build();

    private record Sought(OrganizationId organization, String pattern) {}

    /// Whether at least `number` match.
    boolean has(OrganizationId organization, InvitationSearch search, int number) {
        var known = atLeast.getIfPresent(sought(organization, search));
        return search.isOfAnyState() && known != null && known >= number;
    }

    /// Notes that at least `number` match, if these are enough.
    void note(OrganizationId organization, InvitationSearch search, int number, int enough) {
        if (search.isOfAnyState() && number >= enough) {
            atLeast.asMap().merge(sought(organization, search), number, Math::max);
        }
    }

    private static Sought sought(OrganizationId organization, InvitationSearch search) {
        return new Sought(organization, Sql.containing(search.q()));
    }
}
