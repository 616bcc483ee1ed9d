package app.foyer.home;

import app.foyer.home.OrganizationView.PlanView;
import app.foyer.invitation.LogoPages;
import app.foyer.invitation.SeatsReserved;
import app.foyer.organization.Organization;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Acting;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import app.foyer.people.Permission;
import app.foyer.people.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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
    public OrganizationView whole(Organization organization, Instant now) {
        return whole(List.of(organization), now).getFirst();
    }

    /// With their plans, by two statements however many they are.
    public List<OrganizationView> whole(List<Organization> organizations, Instant now) {
        var plans = plans(organizations, now);
        return organizations.stream().map(o -> view(o, plans.get(o.id()))).toList();
    }

    /// Each as the member there may see it, by two statements likewise.
    List<OrganizationView> of(List<Place> places, Instant now) {
        var governed = places.stream()
                .filter(p -> p.member().orgRole() == OrgRole.ADMIN)
                .map(Place::organization)
                .toList();
        var plans = plans(governed, now);
        return places.stream()
                .map(p -> view(p.organization(), plans.get(p.organization().id())))
                .toList();
    }

    OrganizationView of(Acting acting, Instant now) {
        var organization = acting.organization();
        return acting.may(Permission.SEE_PLAN) ? whole(organization, now) : view(organization, null);
    }

    PlanView planOf(Organization organization, Instant now) {
        return Objects.requireNonNull(plans(List.of(organization), now).get(organization.id()));
    }

    private Map<OrganizationId, PlanView> plans(List<Organization> organizations, Instant now) {
        if (organizations.isEmpty()) {
            return Map.of();
        }
        var ids = organizations.stream().map(Organization::id).toList();
        var used = people.seatsUsed(ids, now);
        var held = reserved.in(ids, now);
        return organizations.stream()
                .collect(Collectors.toMap(
                        Organization::id, o -> plan(o, used.getOrDefault(o.id(), 0), held.getOrDefault(o.id(), 0))));
    }

    private static PlanView plan(Organization o, int used, int reserved) {
        var plan = o.plan();
        return new PlanView(plan.seats(), used, reserved, plan.startsOn(), plan.endsOn());
    }

    private static OrganizationView view(Organization o, @Nullable PlanView plan) {
        return new OrganizationView(
                o.id(),
                o.slug(),
                o.name(),
                o.timeZone().getId(),
                o.primaryContacts(),
                o.suspended(),
                o.letterhead().greeting(),
                LogoPages.path(o),
                plan);
    }
}
