package app.foyer.web;

import app.foyer.people.Acting;
import app.foyer.people.Caller;
import app.foyer.people.Monogram;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import app.foyer.people.Permission;
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
        Somebody person) {

    /// An organization in the switcher.
    record Choice(String slug, String name, String initials, int hue, boolean current) {
        static Choice of(String slug, String name, boolean current) {
            var monogram = Monogram.of(name);
            return new Choice(slug, name, monogram.initials(), monogram.hue(), current);
        }
    }

    record Somebody(String name, String email, String initials, int hue) {
        static Somebody of(Caller.Person person) {
            var monogram = Monogram.of(person.name());
            return new Somebody(person.name(), person.email(), monogram.initials(), monogram.hue());
        }
    }

    static Shell of(Caller.Person person, @Nullable Acting acting, List<People.Place> places, String path) {
        var here = acting == null ? "" : acting.organization().slug();
        var choices = places.stream()
                .map(p -> Choice.of(
                        p.organization().slug(),
                        p.organization().name(),
                        p.organization().slug().equals(here)))
                .toList();
        return new Shell(
                acting == null ? null : Choice.of(here, acting.organization().name(), true),
                acting == null ? null : acting.member().orgRole(),
                choices,
                current(path),
                acting != null && acting.may(Permission.SEE_PEOPLE),
                acting != null && acting.may(Permission.SEE_AUDIT_LOG),
                Somebody.of(person));
    }

    private static String current(String path) {
        if (path.startsWith("/o/")) {
            var place = path.split("/").length > 3 ? path.split("/")[3] : "";
            return switch (place) {
                case "people" -> "people";
                case "audit-log" -> "audit-log";
                default -> "applications";
            };
        }
        return path.startsWith("/account") ? "account" : "home";
    }
}
