package app.foyer.invitation;

import app.foyer.organization.OrganizationId;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// How many seats an organization's open invitations hold.
@Component
public class SeatsReserved {
    private final UsageStore store;

    SeatsReserved(UsageStore store) {
        this.store = store;
    }

    public int in(OrganizationId organization, Instant now) {
        return store.seatsReserved(organization, now);
    }
}
