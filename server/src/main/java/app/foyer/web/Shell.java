package app.foyer.web;

import app.foyer.organization.Organization;
import app.foyer.people.Acting;
import app.foyer.people.Caller;
import app.foyer.people.Monogram;
import app.foyer.people.OrgRole;
import app.foyer.people.Permission;
import app.foyer.people.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands around a signed-in person's page.
record Shell(
        @Nullable Choice organization,
        @Nullable OrgRole orgRole,
        List<Choice> organizations,
        String current,
        boolean maySeePeople,
        boolean maySeeAuditLog,
        boolean mayReviewAccess,
        boolean maySeeSettings,
        Somebody person) {

    /// An organization in the switcher.
    record Choice(String slug, String name, boolean current) {
        static Choice of(Organization organization, boolean current) {
            return new Choice(organization.slug(), organization.name(), current);
        }

        public Monogram monogram() {
            return Monogram.of(name);
        }
    }

    record Somebody(String name, String email) {
        public Monogram monogram() {
            return Monogram.of(name);
        }
    }

    static Shell of(Caller.Person person, @Nullable Acting acting, List<Place> places, String path) {
        var here = acting == null ? null : acting.organization();
        var choices = places.stream()
                .map(Place::organization)
                .filter(o -> !o.suspended())
                .map(o -> Choice.of(o, here != null && o.id().equals(here.id())))
                .toList();
        return new Shell(
                here == null ? null : Choice.of(here, true),
                acting == null ? null : acting.member().orgRole(),
                choices,
                current(path),
                acting != null && acting.may(Permission.SEE_PEOPLE),
                acting != null && acting.may(Permission.SEE_AUDIT_LOG),
                acting != null && acting.may(Permission.REVIEW_ACCESS),
                acting != null && acting.may(Permission.SEE_SETTINGS),
                new Somebody(person.name(), person.email()));
    }

    private static String current(String path) {
        var parts = path.split("/", 5);
        if (parts.length > 2 && parts[1].equals("o")) {
            return switch (parts.length > 3 ? parts[3] : "") {
                case "people", "access" -> "people";
                case "settings" -> "settings";
                case "audit-log" -> "audit-log";
                default -> "applications";
            };
        }
        return path.startsWith("/account") ? "account" : "home";
    }
}
