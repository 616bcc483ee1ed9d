package app.foyer.invitation;

import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

/// How many seats an organization's open invitations hold.
@Component
public class SeatsReserved {
    private final UsageStore store;

    SeatsReserved(UsageStore store) {
        this.store = store;
    }

    /// By organization; those without any are left out.
    public Map<OrganizationId, Integer> in(Collection<OrganizationId> organizations, Instant now) {
        return store.seatsReserved(organizations, now);
    }
}
