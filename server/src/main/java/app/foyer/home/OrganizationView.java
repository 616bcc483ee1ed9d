package app.foyer.home;

import app.foyer.organization.Organization;
import app.foyer.organization.OrganizationId;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An organization as the API answers it.
///
/// @param greeting what its invitations say of its own; left out for none
/// @param logo the path of the picture that its invitations show; left out for none
/// @param plan for its admins and the operator; left out for others
@Schema(name = "Organization")
public record OrganizationView(
        OrganizationId id,
        String slug,
        String name,
        String timeZone,
        List<Organization.Contact> primaryContacts,
        boolean suspended,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String greeting,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String logo,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PlanView plan) {

    /// @param seats the limit; null for none
    /// @param used by members
    /// @param reserved by open invitations
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Plan")
    public record PlanView(
            @Nullable Integer seats,
            int used,
            int reserved,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn) {}
}
