package app.foyer.people;

import app.foyer.database.Ids;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import app.foyer.problem.Query;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The part of a form that says what somebody may do and until when, as it has been filled in.
///
/// @param appRoles the App roles chosen, by the applications' ids; “None” is left out
/// @param endsOn the last day of access; empty for none
/// @param grantsEndOn the last days of App roles, by the applications' ids
/// @param garbled whether there were App roles that none of our pages sends
public record RoleForm(
        String orgRole,
        Map<String, AppRole> appRoles,
        String endsOn,
        Map<String, String> grantsEndOn,
        String copyFrom,
        String copyQ,
        String q,
        boolean garbled) {
    private static final String APP_ROLE = "appRole.";
    private static final String NONE = "NONE";
    private static final String ENDS_ON = "endsOn.";
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    public static RoleForm empty() {
        return new RoleForm(OrgRole.MEMBER.name(), Map.of(), "", Map.of(), "", "", "", false);
    }

    public static RoleForm of(Access access, ZoneId zone) {
        var roles = new LinkedHashMap<String, AppRole>();
        var ends = new LinkedHashMap<String, String>();
        for (var grant : access.appGrants()) {
            var id = grant.application().id().value().toString();
            roles.put(id, grant.appRole());
            if (grant.accessEndsAt() != null) {
                ends.put(id, day(grant.accessEndsAt(), zone));
            }
        }
        return new RoleForm(access.orgRole().name(), roles, day(access.endsAt(), zone), ends, "", "", "", false);
    }

    public static RoleForm read(MultiValueMap<String, String> fields) {
        var roles = new LinkedHashMap<String, AppRole>();
        var ends = new LinkedHashMap<String, String>();
        var garbled = false;
        for (var field : fields.entrySet()) {
            var name = field.getKey();
            var value = field.getValue().getFirst();
            if (name.startsWith(APP_ROLE) && !value.equals(NONE)) {
                var application = id(name, APP_ROLE);
                var role = oneOf(value, AppRole.values());
                garbled |= application.isEmpty() || role.isEmpty();
                application.ifPresent(id -> role.ifPresent(r -> roles.put(id, r)));
            }
            id(name, ENDS_ON).filter(_ -> !value.isBlank()).ifPresent(id -> ends.put(id, value));
        }
        return new RoleForm(
                text(fields, "orgRole"),
                roles,
                text(fields, "accessEndsOn").strip(),
                ends,
                text(fields, "copyFrom"),
                text(fields, "copyQ"),
                text(fields, "q"),
                garbled);
    }

    /// The same with somebody's roles, as far as they are in force.
    RoleForm copying(Member member, Instant now) {
        var roles = new LinkedHashMap<String, AppRole>();
        member.appGrants().stream()
                .filter(g -> !g.isOver(now))
                .forEach(g -> roles.put(g.application().id().value().toString(), g.appRole()));
        return new RoleForm(member.orgRole().name(), roles, endsOn, Map.of(), copyFrom, copyQ, q, false);
    }

    /// Whether what was typed to search for applications and people is something to search for.
    public boolean isSearch() {
        return Query.isSearch(q) && Query.isSearch(copyQ);
    }

    /// The piece of a name to search applications for; none when nobody could search for what was typed.
    String searched() {
        return Query.isSearch(q) ? q.strip() : "";
    }

    /// The piece of a name to search people for, likewise.
    String searchedPeople() {
        return Query.isSearch(copyQ) ? copyQ.strip() : "";
    }

    public Optional<OrgRole> role() {
        return oneOf(orgRole, OrgRole.values());
    }

    /// What is asked for. What is said of applications counts for guests only, and a day that stands already means
    /// the very instant that it stood for.
    ///
    /// @throws app.foyer.problem.Invalid when a day isn't one, or the Org role is missing
    public AccessEdit edit(Access standing, ZoneId zone) {
        var fields = new Fields();
        var role = role().orElse(null);
        if (role == null) {
            fields.flaw(Flaw.at("/orgRole", "invite.no-role"));
        }
        if (garbled) {
            fields.flaw(Flaw.at("/appGrants", "invite.no-app-role"));
        }
        var wishes = role == OrgRole.GUEST ? wishes(standing, zone, fields) : List.<GrantWish>of();
        var end = end("/accessEndsAt", endsOn, standing.endsAt(), zone, fields);
        fields.check();
        return new AccessEdit(role, wishes, new AccessEdit.End(end));
    }

    private List<GrantWish> wishes(Access standing, ZoneId zone, Fields fields) {
        return appRoles.entrySet().stream()
                .map(e -> new GrantWish(
                        e.getKey(),
                        e.getValue(),
                        end(
                                "/appGrants",
                                grantsEndOn.getOrDefault(e.getKey(), ""),
                                standingEnd(standing, e.getKey()),
                                zone,
                                fields)))
                .toList();
    }

    private static @Nullable Instant standingEnd(Access standing, String application) {
        return standing.appGrants().stream()
                .filter(g -> g.application().id().value().toString().equals(application))
                .findFirst()
                .map(AppGrant::accessEndsAt)
                .orElse(null);
    }

    private static @Nullable Instant end(
            String pointer, String day, @Nullable Instant standing, ZoneId zone, Fields fields) {
        if (day.isEmpty()) {
            return null;
        }
        if (standing != null && day(standing, zone).equals(day)) {
            return standing;
        }
        try {
            var date = LocalDate.parse(day);
            if (!date.isAfter(LATEST)) {
                return date.atTime(LocalTime.of(23, 59, 59)).atZone(zone).toInstant();
            }
        } catch (DateTimeException notADay) {
            // Told below.
        }
        fields.flaw(Flaw.at(pointer, "flaw.date"));
        return null;
    }

    private static String day(@Nullable Instant end, ZoneId zone) {
        return end == null ? "" : end.atZone(zone).toLocalDate().toString();
    }

    private static Optional<String> id(String name, String prefix) {
        return name.startsWith(prefix)
                ? Ids.parse(name.substring(prefix.length())).map(Object::toString)
                : Optional.empty();
    }

    private static String text(MultiValueMap<String, String> fields, String name) {
        var value = fields.getFirst(name);
        return value == null ? "" : value;
    }

    private static <E extends Enum<E>> Optional<E> oneOf(String text, E[] values) {
        return Arrays.stream(values).filter(v -> v.name().equals(text)).findFirst();
    }
}
