package app.foyer.invitation;

import app.foyer.database.Ids;
import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.mail.Bounce;
import app.foyer.mail.Suppression;
import app.foyer.mail.SuppressionStore;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.Permission;
import app.foyer.problem.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Addresses that get no more e-mails, over the API.
@RestController
@RequestMapping("/api/v1/organizations/{org}/suppressions")
@Tag(name = "Suppressions")
class SuppressionApi {
    private final SuppressedAddresses suppressed;
    private final InstantSource clock;

    SuppressionApi(SuppressedAddresses suppressed, InstantSource clock) {
        this.suppressed = suppressed;
        this.clock = clock;
    }

    @Schema(name = "Suppression")
    record SuppressionView(
            UUID id,
            String email,

            @Schema(description = "`HARD`: e-mails to it came back. `COMPLAINT`: its reader called one unwanted.")
            Bounce.Kind kind,

            String reason,
            Instant createdAt) {
        static SuppressionView of(Suppression s) {
            return new SuppressionView(s.id(), s.address(), s.kind(), s.reason(), s.createdAt());
        }
    }

    @GetMapping
    @Needs(Permission.SEE_SETTINGS)
    @Operation(
            operationId = "listSuppressions",
            summary = "List addresses that get no more e-mails, newest first",
            description =
                    "E-mails to them have come back or were reported as unwanted. Inviting one answers `SUPPRESSED`.")
    Listed<SuppressionView> list(
            Acting acting,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var paging = Paging.of(SuppressionStore.LIST, limit, cursor);
        var page = suppressed.page(acting, paging.after(), paging.limit());
        return Listed.of(page, suppressed.count(acting), SuppressionView::of);
    }

    @DeleteMapping("/{suppression}")
    @Needs(Permission.MANAGE_ORGANIZATION)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "clearSuppression", summary = "Let e-mails go to an address again")
    void clear(Acting acting, @PathVariable String suppression) {
        acting.require(Permission.MANAGE_ORGANIZATION);
        suppressed.clear(acting, Ids.parse(suppression).orElseThrow(NotFound::new), clock.instant());
    }
}
