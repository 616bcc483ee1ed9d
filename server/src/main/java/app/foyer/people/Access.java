package app.foyer.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What somebody may do in an organization, and until when: held by a member or promised by an invitation.
///
/// @param appGrants what a guest may reach; empty for others, whose role says it for all applications
/// @param endsAt from when on it is over, if it ends
public record Access(
        OrgRole orgRole, List<AppGrant> appGrants, @Nullable Instant endsAt) {

    public static Access of(OrgRole orgRole, List<AppGrant> appGrants) {
        return new Access(orgRole, appGrants, null);
    }

    /// The same, put together with what it lets a guest reach.
    public Access having(List<AppGrant> grants) {
        return new Access(orgRole, grants, endsAt);
    }

    public boolean isOver(Instant now) {
        return endsAt != null && !now.isBefore(endsAt);
    }

    /// An admin's that doesn't end: each organization has at least one.
    boolean isLastingAdmin() {
        return orgRole == OrgRole.ADMIN && endsAt == null;
    }

    /// As an audit event tells it.
    public Map<String, Object> details() {
        var roles = new TreeMap<String, String>();
        var ends = new TreeMap<String, String>();
        for (var grant : appGrants) {
            var slug = grant.application().slug();
            roles.put(slug, grant.appRole().name());
            if (grant.accessEndsAt() != null) {
                ends.put(slug, grant.accessEndsAt().toString());
            }
        }
        var details = new TreeMap<String, Object>(Map.of("orgRole", orgRole.name(), "appGrants", roles));
        if (endsAt != null) {
            details.put("accessEndsAt", endsAt.toString());
        }
        if (!ends.isEmpty()) {
            details.put("appGrantsEndAt", ends);
        }
        return details;
    }
}
