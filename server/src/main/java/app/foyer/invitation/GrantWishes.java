package app.foyer.invitation;

import app.foyer.invitation.Invite.Wish;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.organization.OrganizationId;
import app.foyer.people.AppGrant;
import app.foyer.people.OrgRole;
import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;

/// Turns the App roles that somebody asks for into grants, by the same rules on every path.
@Component
class GrantWishes {
    private final Applications applications;

    GrantWishes(Applications applications) {
        this.applications = applications;
    }

    /// The grants, with one statement.
    ///
    /// @throws Invalid when they aren't for a guest, or name an application that isn't here or stands twice
    List<AppGrant> check(OrganizationId organization, OrgRole orgRole, List<Wish> wishes) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        if (orgRole != OrgRole.GUEST) {
            throw new Invalid(Flaw.at("/appGrants", "flaw.grants-for-guests-only"));
        }
        var known = applications.among(
                organization, wishes.stream().map(Wish::application).toList());
        return match(wishes, known);
    }

    private static List<AppGrant> match(List<Wish> wishes, List<Application> known) {
        var grants = new ArrayList<AppGrant>();
        var flaws = new ArrayList<Flaw>();
        var seen = new HashSet<Application>();
        for (var i = 0; i < wishes.size(); i++) {
            var pointer = "/appGrants/" + i + "/application";
            var wish = wishes.get(i);
            var application =
                    known.stream().filter(a -> isNamed(a, wish.application())).findFirst();
            if (application.isEmpty()) {
                flaws.add(Flaw.at(pointer, "flaw.unknown-application"));
            } else if (!seen.add(application.get())) {
                flaws.add(Flaw.at(pointer, "flaw.application-twice"));
            } else {
                grants.add(grant(application.get(), wish));
            }
        }
        if (!flaws.isEmpty()) {
            throw new Invalid(flaws);
        }
        return grants;
    }

    private static boolean isNamed(Application application, String reference) {
        return application.slug().equals(reference)
                || application.id().value().toString().equalsIgnoreCase(reference);
    }

    private static AppGrant grant(Application a, Wish wish) {
        return new AppGrant(new AppGrant.Granted(a.id(), a.slug(), a.name()), wish.appRole());
    }
}
