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
public record RoleForm(
        String orgRole,
        Map<String, AppRole> appRoles,
        String endsOn,
        Map<String, String> grantsEndOn,
        String copyFrom,
        String copyQ,
        String q) {
    private static final String APP_ROLE = "appRole.";
    private static final String ENDS_ON = "endsOn.";
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    public static RoleForm empty() {
        return new RoleForm(OrgRole.MEMBER.name(), Map.of(), "", Map.of(), "", "", "");
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
        return new RoleForm(access.orgRole().name(), roles, day(access.endsAt(), zone), ends, "", "", "");
    }

    public static RoleForm read(MultiValueMap<String, String> fields) {
        var roles = new LinkedHashMap<String, AppRole>();
        var ends = new LinkedHashMap<String, String>();
        fields.forEach((name, values) -> {
            id(name, APP_ROLE)
                    .ifPresent(id -> oneOf(values.getFirst(), AppRole.values()).ifPresent(role -> roles.put(id, role)));
            id(name, ENDS_ON)
                    .filter(_ -> !values.getFirst().isBlank())
                    .ifPresent(id -> ends.put(id, values.getFirst()));
        });
        return new RoleForm(
                text(fields, "orgRole"),
                roles,
                text(fields, "accessEndsOn").strip(),
                ends,
                text(fields, "copyFrom"),
                Query.search("copyQ", text(fields, "copyQ")),
                Query.search("q", text(fields, "q")));
    }

    /// The same with somebody's roles, as far as they are in force.
    RoleForm copying(Member member, Instant now) {
        var roles = new LinkedHashMap<String, AppRole>();
        member.appGrants().stream()
                .filter(g -> !g.isOver(now))
                .forEach(g -> roles.put(g.application().id().value().toString(), g.appRole()));
        return new RoleForm(member.orgRole().name(), roles, endsOn, Map.of(), copyFrom, copyQ, q);
    }

    public Optional<OrgRole> role() {
        return oneOf(orgRole, OrgRole.values());
    }

    /// What is asked for. What is said of applications counts for guests only, and a day that stands already means the
    /// very
    /// instant that it stood for.
    ///
    /// @throws app.foyer.problem.Invalid when a day isn't one, or the Org role is missing
    public AccessEdit edit(Access standing, ZoneId zone) {
        var fields = new Fields();
        var role = role().orElse(null);
        if (role == null) {
            fields.flaw(Flaw.at("/orgRole", "invite.no-role"));
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
