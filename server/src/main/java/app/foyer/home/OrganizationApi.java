package app.foyer.home;

import app.foyer.database.Cursor;
import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.organization.LogoPicture;
import app.foyer.organization.Logos;
import app.foyer.organization.Organization;
import app.foyer.organization.Organizations;
import app.foyer.people.Acting;
import app.foyer.people.Caller;
import app.foyer.people.Needs;
import app.foyer.people.People;
import app.foyer.people.Permission;
import app.foyer.problem.IfMatch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Where one belongs, over the API.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Organizations")
class OrganizationApi {
    private final Organizations organizations;
    private final OrganizationViews views;
    private final People people;
    private final Founding founding;
    private final Logos logos;
    private final InstantSource clock;

    OrganizationApi(
            Organizations organizations,
            OrganizationViews views,
            People people,
            Founding founding,
            Logos logos,
            InstantSource clock) {
        this.organizations = organizations;
        this.views = views;
        this.people = people;
        this.founding = founding;
        this.logos = logos;
        this.clock = clock;
    }

    @GetMapping("/organizations")
    @Operation(operationId = "listOrganizations", summary = "The organizations that the caller belongs to")
    Listed<OrganizationView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var now = clock.instant();
        var paging = Paging.of(People.PLACES, limit, cursor);
        var page = people.places(caller, paging.after(), paging.limit(), now);
        return Listed.of(
                new Cursor.Slice<>(views.of(page.rows(), now), page.next()),
                people.countPlaces(caller, now),
                Function.identity());
    }

    @GetMapping("/organizations/{org}")
    @Needs(Permission.SEE_ORGANIZATION)
    @Operation(operationId = "getOrganization", summary = "Get one organization by id or slug")
    OrganizationView get(Acting acting, HttpServletResponse response) {
        tag(acting.organization(), response);
        return views.of(acting, clock.instant());
    }

    @Schema(name = "EditOrganizationBody")
    record EditBody(
            @Nullable String slug,
            @Nullable String name,
            @Nullable String timeZone,
            @Nullable List<OrganizationInput.@Nullable Contact> primaryContacts,
            @Nullable String greeting) {}

    @PatchMapping("/organizations/{org}")
    @Needs(Permission.MANAGE_ORGANIZATION)
    @Operation(
            operationId = "editOrganization",
            summary = "Change the slug, name, time zone, primary contacts or greeting",
            description =
                    "A former slug leads to the organization for 90 days more. The greeting stands in invitations: plain text, up"
                            + " to 500 characters; an empty one removes it.")
    OrganizationView edit(
            Acting acting,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody EditBody body,
            HttpServletResponse response) {
        acting.require(Permission.MANAGE_ORGANIZATION);
        var input = new OrganizationInput(
                body.slug(), body.name(), body.timeZone(), body.primaryContacts(), body.greeting());
        var now = clock.instant();
        var id = acting.organization().id();
        var edited = organizations.edit(id, input.edit(), new IfMatch(ifMatch), acting.actor(), now);
        tag(edited, response);
        return views.whole(edited, now);
    }

    private static void tag(Organization organization, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, IfMatch.tag(organization.version()));
    }

    @PutMapping("/organizations/{org}/logo")
    @Needs(Permission.MANAGE_ORGANIZATION)
    @Operation(
            operationId = "setLogo",
            summary = "Set the logo that invitations show",
            description =
                    "The body is a PNG, JPEG or GIF picture. It is scaled down to 480 × 160 pixels and kept as PNG.")
    OrganizationView setLogo(Acting acting, @RequestBody byte[] picture) {
        acting.require(Permission.MANAGE_ORGANIZATION);
        var now = clock.instant();
        var id = acting.organization().id();
        return views.whole(logos.set(id, LogoPicture.of(picture), acting.actor(), now), now);
    }

    @DeleteMapping("/organizations/{org}/logo")
    @Needs(Permission.MANAGE_ORGANIZATION)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "removeLogo", summary = "Remove the logo that invitations show")
    void removeLogo(Acting acting) {
        acting.require(Permission.MANAGE_ORGANIZATION);
        logos.remove(acting.organization().id(), acting.actor(), clock.instant());
    }

    @Schema(name = "FoundOrganizationBody")
    record NewOrganizationBody(
            @Nullable String slug, @Nullable String name) {}

    @PostMapping("/organizations")
    @Operation(
            operationId = "createOrganization",
            summary = "Found an organization and become its first admin",
            description = "Only for signed-in people, and only where FOYER_ORGANIZATIONS_CREATED_BY is ACCOUNTS.")
    ResponseEntity<OrganizationView> create(Caller caller, @RequestBody NewOrganizationBody body) {
        var now = clock.instant();
        var founded = founding.found(caller, body.slug(), body.name(), now);
        return ResponseEntity.created(
                        URI.create("/api/v1/organizations/" + founded.id().value()))
                .body(views.whole(founded, now));
    }
}
