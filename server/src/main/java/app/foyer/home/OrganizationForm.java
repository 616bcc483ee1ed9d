package app.foyer.home;

import app.foyer.organization.Organization;
import app.foyer.organization.OrganizationEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.util.MultiValueMap;

/// The form of Settings > General, as it was typed.
record OrganizationForm(String name, String slug, String timeZone, List<Row> contacts, String greeting) {

    record Row(String name, String email) {
        boolean isBlank() {
            return name.isBlank() && email.isBlank();
        }
    }

    static OrganizationForm of(Organization o) {
        var contacts = o.primaryContacts().stream()
                .map(c -> new Row(c.name(), c.email()))
                .toList();
        return new OrganizationForm(
                        o.name(),
                        o.slug(),
                        o.timeZone().getId(),
                        contacts,
                        Objects.requireNonNullElse(o.letterhead().greeting(), ""))
                .withAnotherContact();
    }

    static OrganizationForm read(MultiValueMap<String, String> fields) {
        var names = fields.getOrDefault("contactName", List.of());
        var emails = fields.getOrDefault("contactEmail", List.of());
        var contacts = new ArrayList<Row>();
        for (var i = 0; i < Math.max(names.size(), emails.size()); i++) {
            contacts.add(new Row(i < names.size() ? names.get(i) : "", i < emails.size() ? emails.get(i) : ""));
        }
        return new OrganizationForm(
                field(fields, "name"),
                field(fields, "slug"),
                field(fields, "timeZone"),
                List.copyOf(contacts),
                field(fields, "greeting"));
    }

    private static String field(MultiValueMap<String, String> fields, String name) {
        return Objects.requireNonNullElse(fields.getFirst(name), "");
    }

    OrganizationForm withAnotherContact() {
        var more = new ArrayList<>(contacts);
        more.add(new Row("", ""));
        return new OrganizationForm(name, slug, timeZone, more, greeting);
    }

    /// Rows that are left empty say nothing, so that errors count the others.
    OrganizationForm withoutBlankContacts() {
        var filled = contacts.stream().filter(row -> !row.isBlank()).toList();
        return new OrganizationForm(name, slug, timeZone, filled, greeting);
    }

    /// @throws app.foyer.problem.Invalid when something can't be right
    OrganizationEdit edit() {
        var typed = contacts.stream()
                .map(row ->
                        new OrganizationInput.Contact(row.name(), row.email().strip()))
                .toList();
        return new OrganizationInput(slug.strip(), name, TimeZones.written(timeZone), List.copyOf(typed), greeting)
                .edit();
    }
}
