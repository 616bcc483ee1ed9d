package app.foyer.people;

import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.organization.OrganizationId;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;

/// Turns the App roles that somebody is to get into grants, by the same rules on every path.
@Component
class GrantWishes {
    private final Applications applications;

    GrantWishes(Applications applications) {
        this.applications = applications;
    }

    /// The grants, with one statement. Flawed are those that aren't for a guest, name an application that isn't here or
    /// stands twice, or ended before now unless they stand so already.
    List<AppGrant> check(
            OrganizationId organization,
            OrgRole orgRole,
            List<GrantWish> wishes,
            List<AppGrant> standing,
            Fields fields,
            Instant now) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        if (orgRole != OrgRole.GUEST) {
            fields.flaw(Flaw.at("/appGrants", "flaw.grants-for-guests-only"));
            return List.of();
        }
        var known = applications.among(
                organization, wishes.stream().map(GrantWish::application).toList());
        return match(wishes, known, standing, fields, now);
    }

    private static List<AppGrant> match(
            List<GrantWish> wishes, List<Application> known, List<AppGrant> standing, Fields fields, Instant now) {
        var grants = new ArrayList<AppGrant>();
        var seen = new HashSet<Application>();
        for (var i = 0; i < wishes.size(); i++) {
            var pointer = "/appGrants/" + i;
            var wish = wishes.get(i);
            var application =
                    known.stream().filter(a -> isNamed(a, wish.application())).findFirst();
            if (application.isEmpty()) {
                fields.flaw(Flaw.at(pointer + "/application", "flaw.unknown-application"));
            } else if (!seen.add(application.get())) {
                fields.flaw(Flaw.at(pointer + "/application", "flaw.application-twice"));
            } else {
                var grant = grant(application.get(), wish);
                if (grant.isOver(now) && !standing.contains(grant)) {
                    fields.flaw(Flaw.at(pointer + "/accessEndsAt", "flaw.past"));
                }
                grants.add(grant);
            }
        }
        return grants;
    }

    private static boolean isNamed(Application application, String reference) {
        return application.slug().equals(reference)
                || application.id().value().toString().equalsIgnoreCase(reference);
    }

    private static AppGrant grant(Application a, GrantWish wish) {
        return new AppGrant(new AppGrant.Granted(a.id(), a.slug(), a.name()), wish.appRole(), wish.accessEndsAt());
    }
}
