package app.foyer.people;

import app.foyer.organization.Organization;
import app.foyer.organization.Organizations;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// The seats of an organization's plan, for whoever comes in.
@Component
public class Seats {
    private final MemberStore store;
    private final Organizations organizations;

    Seats(MemberStore store, Organizations organizations) {
        this.store = store;
        this.organizations = organizations;
    }

    /// The organization, held still while its seats are counted if its plan counts them.
    public Organization hold(Organization organization) {
        return organization.seats().isPresent() ? organizations.lock(organization.id()) : organization;
    }

    /// @throws SeatLimit when nobody more can come in, whatever else is promised
    public void checkOneMore(Organization organization, Instant now) {
        organization.seats().ifPresent(seats -> {
            if (store.seatsUsed(organization.id(), now) + 1 > seats) {
                throw new SeatLimit(seats);
            }
        });
    }
}
