package app.foyer.invitation;

import app.foyer.account.PastedAddresses;
import app.foyer.database.Ids;
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
record InviteForm(
        String emails, String orgRole, String locale, String copyFrom, String q, Map<String, AppRole> appRoles) {
    private static final String APP_ROLE = "appRole.";

    static InviteForm empty(String locale) {
        return new InviteForm("", OrgRole.MEMBER.name(), locale, "", "", Map.of());
    }

    static InviteForm read(MultiValueMap<String, String> fields) {
        var roles = new LinkedHashMap<String, AppRole>();
        fields.forEach((name, values) -> {
            if (name.startsWith(APP_ROLE)
                    && Ids.parse(name.substring(APP_ROLE.length())).isPresent()) {
                oneOf(values.getFirst(), AppRole.values())
                        .ifPresent(role -> roles.put(name.substring(APP_ROLE.length()), role));
            }
        });
        return new InviteForm(
                text(fields, "emails"),
                text(fields, "orgRole"),
                text(fields, "locale"),
                text(fields, "copyFrom"),
                Query.search("q", text(fields, "q")),
                roles);
    }

    Optional<OrgRole> role() {
        return oneOf(orgRole, OrgRole.values());
    }

    PastedAddresses addresses() {
        return PastedAddresses.parse(emails);
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
        return new InviteForm(emails, role.name(), locale, copyFrom, q, roles);
    }

    private static String text(MultiValueMap<String, String> fields, String name) {
        var value = fields.getFirst(name);
        return value == null ? "" : value;
    }

    private static <E extends Enum<E>> Optional<E> oneOf(String text, E[] values) {
        return Arrays.stream(values).filter(v -> v.name().equals(text)).findFirst();
    }
}
