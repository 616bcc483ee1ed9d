package app.foyer.invitation;

import app.foyer.account.PastedAddresses;
import app.foyer.people.RoleForm;
import org.springframework.util.MultiValueMap;

/// The invite form as somebody has filled it in.
record InviteForm(String emails, String locale, RoleForm roles) {

    static InviteForm empty(String locale) {
        return new InviteForm("", locale, RoleForm.empty());
    }

    static InviteForm read(MultiValueMap<String, String> fields) {
        return new InviteForm(text(fields, "emails"), text(fields, "locale"), RoleForm.read(fields));
    }

    PastedAddresses addresses() {
        return PastedAddresses.parse(emails);
    }

    InviteForm with(RoleForm others) {
        return new InviteForm(emails, locale, others);
    }

    private static String text(MultiValueMap<String, String> fields, String name) {
        var value = fields.getFirst(name);
        return value == null ? "" : value;
    }
}
