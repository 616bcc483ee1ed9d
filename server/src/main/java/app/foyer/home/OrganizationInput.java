package app.foyer.home;

import app.foyer.account.EmailAddress;
import app.foyer.account.PastedAddresses;
import app.foyer.organization.Letterhead;
import app.foyer.organization.Organization;
import app.foyer.organization.OrganizationEdit;
import app.foyer.organization.Slug;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a form or a body says of an organization, checked: one refusal names all that is wrong.
///
/// @param name null to let it be, as each other
record OrganizationInput(
        @Nullable String slug,
        @Nullable String name,
        @Nullable String timeZone,
        @Nullable List<@Nullable Contact> primaryContacts,
        @Nullable String greeting) {
    private static final int CONTACTS = 20;

    @Schema(name = "ContactBody")
    record Contact(@Nullable String name, @Nullable String email) {}

    /// @throws app.foyer.problem.Invalid when something can't be right
    OrganizationEdit edit() {
        var fields = new Fields();
        if (slug != null && !Slug.isGood(slug)) {
            fields.flaw(Flaw.at("/slug", "flaw.slug"));
        }
        var named = name == null ? null : fields.name("/name", name);
        var zone = timeZone == null ? null : zone(timeZone, fields);
        var contacts = primaryContacts == null ? null : contacts(primaryContacts, fields);
        var words = greeting == null ? null : greeting(greeting, fields);
        fields.check();
        return new OrganizationEdit(slug, named, zone, contacts, words);
    }

    // Its lines are kept, and nothing else that can't be seen.
    private static String greeting(String typed, Fields fields) {
        var text = typed.replace("\r\n", "\n").replace('\r', '\n').strip();
        var plain = fields.plain("/greeting", text.replace("\n", ""), Integer.MAX_VALUE);
        if (plain && text.codePointCount(0, text.length()) > Letterhead.LONGEST_GREETING) {
            fields.flaw(Flaw.at("/greeting", "flaw.too-long", Letterhead.LONGEST_GREETING));
        }
        return text;
    }

    private static ZoneId zone(String text, Fields fields) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            fields.flaw(Flaw.at("/timeZone", "flaw.time-zone"));
            return ZoneId.of("UTC");
        }
    }

    private static List<Organization.Contact> contacts(List<@Nullable Contact> typed, Fields fields) {
        if (typed.size() > CONTACTS) {
            fields.flaw(Flaw.at("/primaryContacts", "flaw.too-many-contacts", CONTACTS));
        }
        var contacts = new ArrayList<Organization.Contact>();
        for (var i = 0; i < typed.size(); i++) {
            var pointer = "/primaryContacts/" + i;
            var contact = Objects.requireNonNullElse(typed.get(i), new Contact(null, null));
            var name = fields.name(pointer + "/name", contact.name());
            var text = Objects.requireNonNullElse(contact.email(), "");
            var email = EmailAddress.parse(text);
            if (email.isEmpty()) {
                fields.flaw(Flaw.at(pointer + "/email", "flaw.address", PastedAddresses.shown(text)));
            } else {
                contacts.add(new Organization.Contact(name, email.get().typed()));
            }
        }
        return contacts;
    }
}
