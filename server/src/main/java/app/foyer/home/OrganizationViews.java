package app.foyer.home;

import app.foyer.home.OrganizationView.PlanView;
import app.foyer.invitation.SeatsReserved;
import app.foyer.organization.Organization;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes organizations ready for the API.
@Component
public class OrganizationViews {
    private final People people;
    private final SeatsReserved reserved;

    OrganizationViews(People people, SeatsReserved reserved) {
        this.people = people;
        this.reserved = reserved;
    }

    /// With its plan.
    public OrganizationView whole(Organization o, Instant now) {
        return view(o, planOf(o, now));
    }

    PlanView planOf(Organization o, Instant now) {
        return new PlanView(
                o.plan().seats(),
                people.seatsUsed(o.id(), now),
                reserved.in(o.id(), now),
                o.plan().startsOn(),
                o.plan().endsOn());
    }

    OrganizationView of(Organization o, OrgRole reader, Instant now) {
        return reader == OrgRole.ADMIN ? whole(o, now) : view(o, null);
    }

    private static OrganizationView view(Organization o, @Nullable PlanView plan) {
        return new OrganizationView(
                o.id(), o.slug(), o.name(), o.timeZone().getId(), o.primaryContacts(), o.suspended(), plan);
    }
}
