package app.foyer.people;

import app.foyer.problem.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An App role on one application, as the API is asked for it.
public record GrantBody(
        @Nullable String application,
        @Nullable AppRole appRole,

        @Schema(
                implementation = Instant.class,
                types = {"string", "null"})
        @Nullable
        JsonNode accessEndsAt) {

    /// Reads a list of them, and notes what is wrong with it.
    public static List<GrantWish> read(@Nullable List<@Nullable GrantBody> grants, Fields fields) {
        var wishes = new ArrayList<GrantWish>();
        for (var i = 0; grants != null && i < grants.size(); i++) {
            var grant = grants.get(i);
            var pointer = "/appGrants/" + i;
            var application = fields.required(pointer + "/application", grant == null ? null : grant.application());
            var role = fields.required(pointer + "/appRole", grant == null ? null : grant.appRole());
            if (grant != null && application != null && role != null) {
                fields.plain(pointer + "/application", application, 63);
                wishes.add(new GrantWish(
                        application, role, fields.instant(pointer + "/accessEndsAt", grant.accessEndsAt())));
            }
        }
        return wishes;
    }
}
