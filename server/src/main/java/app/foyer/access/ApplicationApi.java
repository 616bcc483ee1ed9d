package app.foyer.access;

import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.organization.Application;
import app.foyer.organization.ApplicationEdit;
import app.foyer.organization.Applications;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.Permission;
import app.foyer.problem.Flaw;
import app.foyer.problem.IfMatch;
import app.foyer.problem.Invalid;
import app.foyer.problem.NotFound;
import app.foyer.problem.Query;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Applications over the API.
@RestController
@RequestMapping("/api/v1/organizations/{org}/applications")
@Tag(name = "Applications")
class ApplicationApi {
    private final Applications applications;
    private final InstantSource clock;

    ApplicationApi(Applications applications, InstantSource clock) {
        this.applications = applications;
        this.clock = clock;
    }

    record NewApplicationBody(
            @Nullable String name,
            @Nullable String slug,
            Application.@Nullable Kind kind,
            @Nullable String url) {}

    /// @param url null for none
    record EditApplicationBody(
            @Nullable String name,
            Application.@Nullable Kind kind,

            @Schema(
                    implementation = String.class,
                    types = {"string", "null"})
            @Nullable
            JsonNode url,

            @Nullable Boolean archived) {}

    @GetMapping
    @Needs(Permission.SEE_APPLICATIONS)
    @Operation(
            operationId = "listApplications",
            summary = "List the applications that the caller may see",
            description = "With `archived=true` the archived ones, which only admins see.")
    Listed<ApplicationView> list(
            Acting acting,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String archived,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var paging = Paging.of(Applications.LIST, limit, cursor);
        var search = new Applications.Search(
                acting.organization().id(),
                Query.search("q", q),
                Query.oneOf("kind", kind, Application.Kind.class).orElse(null),
                Query.flag("archived", archived));
        if (search.archived()) {
            acting.require(Permission.SEE_SETTINGS);
        }
        var now = clock.instant();
        var visible = AppRoles.visible(acting.member(), now);
        var page = applications.page(search, visible, paging.after(), paging.limit());
        return Listed.of(page, applications.count(search, visible), a -> ApplicationView.of(a, acting, now));
    }

    @GetMapping("/{application}")
    @Needs(Permission.SEE_APPLICATIONS)
    @Operation(operationId = "getApplication", summary = "Get one application by id or slug")
    ApplicationView get(Acting acting, @PathVariable String application, HttpServletResponse response) {
        var now = clock.instant();
        return applications
                .findAny(acting.organization().id(), application)
                .filter(a -> acting.may(Permission.SEE_SETTINGS)
                        || AppRoles.of(acting.member(), a, now).isPresent())
                .map(a -> tagged(a, acting, now, response))
                .orElseThrow(NotFound::new);
    }

    @PostMapping
    @Needs(Permission.MANAGE_APPLICATIONS)
    @Operation(operationId = "createApplication", summary = "Add an application")
    ResponseEntity<ApplicationView> add(Acting acting, @RequestBody NewApplicationBody body) {
        acting.require(Permission.MANAGE_APPLICATIONS);
        var now = clock.instant();
        var wish = ApplicationInput.added(body.name(), body.slug(), body.kind(), body.url());
        var added = applications.add(acting.organization().id(), wish, acting.actor(), now);
        var location = "/api/v1/organizations/%s/applications/%s"
                .formatted(acting.organization().id().value(), added.id().value());
        return ResponseEntity.created(URI.create(location)).body(ApplicationView.of(added, acting, now));
    }

    @PatchMapping("/{application}")
    @Needs(Permission.MANAGE_APPLICATIONS)
    @Operation(
            operationId = "editApplication",
            summary = "Rename an application, change its kind or URL, archive or restore it",
            description = "Archived, it is hidden from everybody and its grants are kept; restored, all is as before.")
    ApplicationView edit(
            Acting acting,
            @PathVariable String application,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody EditApplicationBody body,
            HttpServletResponse response) {
        acting.require(Permission.MANAGE_APPLICATIONS);
        var known = known(acting, application);
        var edit = ApplicationInput.edited(body.name(), body.kind(), url(body.url()), body.archived());
        var now = clock.instant();
        var edited = applications.edit(
                acting.organization().id(), known.id(), edit, new IfMatch(ifMatch), acting.actor(), now);
        return tagged(edited, acting, now, response);
    }

    @DeleteMapping("/{application}")
    @Needs(Permission.MANAGE_APPLICATIONS)
    @Operation(
            operationId = "deleteApplication",
            summary = "Delete an application that nobody has or is promised an App role on")
    ResponseEntity<Void> delete(
            Acting acting,
            @PathVariable String application,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        acting.require(Permission.MANAGE_APPLICATIONS);
        var known = known(acting, application);
        applications.delete(
                acting.organization().id(), known.id(), new IfMatch(ifMatch), acting.actor(), clock.instant());
        return ResponseEntity.noContent().build();
    }

    private static ApplicationView tagged(Application a, Acting acting, Instant now, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, IfMatch.tag(a.version()));
        return ApplicationView.of(a, acting, now);
    }

    private Application known(Acting acting, String reference) {
        return applications.findAny(acting.organization().id(), reference).orElseThrow(NotFound::new);
    }

    private static ApplicationEdit.@Nullable Url url(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        if (!node.isNull() && !node.isString()) {
            throw new Invalid(Flaw.at("/url", "flaw.wrong-type"));
        }
        return new ApplicationEdit.Url(node.isNull() ? null : node.asString());
    }
}
