package app.foyer.invitation;

import app.foyer.account.PastedAddresses;
import app.foyer.database.Ids;
import app.foyer.mail.Languages;
import app.foyer.people.AppRole;
import app.foyer.people.GrantWish;
import app.foyer.people.OrgRole;
import app.foyer.problem.Query;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.MultiValueMap;

/// The invite form as somebody has filled it in.
///
/// @param appRoles the App roles chosen, by the applications' ids; “None” is left out
/// @param garbled whether there were App roles that none of our pages sends
record InviteForm(
        String emails,
        String orgRole,
        String locale,
        String copyFrom,
        String q,
        Map<String, AppRole> appRoles,
        boolean garbled) {
    /// Longer texts aren't read, so that no form keeps the server busy.
    static final int MOST_CHARACTERS = 100_000;

    private static final String APP_ROLE = "appRole.";
    private static final String NONE = "NONE";

    static InviteForm empty(String locale) {
        return new InviteForm("", OrgRole.MEMBER.name(), locale, "", "", Map.of(), false);
    }

    static InviteForm read(MultiValueMap<String, String> fields) {
        var roles = new LinkedHashMap<String, AppRole>();
        var garbled = false;
        for (var field : fields.entrySet()) {
            var value = field.getValue().getFirst();
            if (field.getKey().startsWith(APP_ROLE) && !value.equals(NONE)) {
                var application = Ids.parse(field.getKey().substring(APP_ROLE.length()));
                var role = oneOf(value, AppRole.values());
                garbled |= application.isEmpty() || role.isEmpty();
                application.ifPresent(id -> role.ifPresent(r -> roles.put(id.toString(), r)));
            }
        }
        return new InviteForm(
                text(fields, "emails"),
                text(fields, "orgRole"),
                text(fields, "locale"),
                text(fields, "copyFrom"),
                text(fields, "q"),
                roles,
                garbled);
    }

    Optional<OrgRole> role() {
        return oneOf(orgRole, OrgRole.values());
    }

    PastedAddresses addresses() {
        return PastedAddresses.parse(isTooLong() ? "" : emails);
    }

    boolean isTooLong() {
        return emails.length() > MOST_CHARACTERS;
    }

    /// The piece of a name to search applications for; none when nobody could search for what was typed.
    String searched() {
        return Query.isSearch(q) ? q.strip() : "";
    }

    /// The language of the e-mail; English when none was chosen, empty when it is one that nobody knows.
    Optional<String> language() {
        return Optional.of(locale.isEmpty() ? "en" : locale).filter(Languages::know);
    }

    /// What counts of the App roles: those on the page count for guests only.
    List<GrantWish> wishes() {
        return role().filter(r -> r == OrgRole.GUEST).isEmpty()
                ? List.of()
                : appRoles.entrySet().stream()
                        .map(e -> GrantWish.of(e.getKey(), e.getValue()))
                        .toList();
    }

    InviteForm withRoles(OrgRole role, Map<String, AppRole> roles) {
        return new InviteForm(emails, role.name(), locale, copyFrom, q, roles, garbled);
    }

    private static String text(MultiValueMap<String, String> fields, String name) {
        var value = fields.getFirst(name);
        return value == null ? "" : value;
    }

    private static <E extends Enum<E>> Optional<E> oneOf(String text, E[] values) {
        return Arrays.stream(values).filter(v -> v.name().equals(text)).findFirst();
    }
}
