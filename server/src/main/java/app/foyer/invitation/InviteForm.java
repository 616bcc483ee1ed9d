package app.foyer.invitation;

import app.foyer.account.PastedAddresses;
import app.foyer.mail.Languages;
import app.foyer.people.RoleForm;
import java.util.Optional;
import org.springframework.util.MultiValueMap;

/// The invite form as somebody has filled it in.
record InviteForm(String emails, String locale, RoleForm roles) {
    /// Longer texts aren't read, so that no form keeps the server busy.
    static final int MOST_CHARACTERS = 100_000;

    static InviteForm empty(String locale) {
        return new InviteForm("", locale, RoleForm.empty());
    }

    static InviteForm read(MultiValueMap<String, String> fields) {
        return new InviteForm(text(fields, "emails"), text(fields, "locale"), RoleForm.read(fields));
    }

    PastedAddresses addresses() {
        return PastedAddresses.parse(isTooLong() ? "" : emails);
    }

    boolean isTooLong() {
        return emails.length() > MOST_CHARACTERS;
    }

    /// The language of the e-mail; English when none was chosen, empty when it is one that nobody knows.
    Optional<String> language() {
        return Optional.of(locale.isEmpty() ? "en" : locale).filter(Languages::know);
    }

    InviteForm with(RoleForm others) {
        return new InviteForm(emails, locale, others);
    }

    private static String text(MultiValueMap<String, String> fields, String name) {
        var value = fields.getFirst(name);
        return value == null ? "" : value;
    }
}
