package app.foyer.people;

import app.foyer.problem.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the API is asked to change of somebody's access.
///
/// @param accessEndsAt left out: stays; null: the access doesn't end any more
public record AccessBody(
        @Nullable OrgRole orgRole,
        @Nullable List<@Nullable GrantBody> appGrants,

        @Schema(
                implementation = Instant.class,
                types = {"string", "null"})
        @Nullable
        JsonNode accessEndsAt) {

    public AccessEdit read() {
        var fields = new Fields();
        var wishes = GrantBody.read(appGrants, fields);
        var end = accessEndsAt == null ? null : new AccessEdit.End(fields.instant("/accessEndsAt", accessEndsAt));
        fields.check();
        return new AccessEdit(orgRole, appGrants == null ? null : wishes, end);
    }
}
