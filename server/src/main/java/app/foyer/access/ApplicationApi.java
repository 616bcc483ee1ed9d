package app.foyer.access;

import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.organization.Application;
import app.foyer.organization.ApplicationId;
import app.foyer.organization.Applications;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.Needs;
import app.foyer.people.Permission;
import app.foyer.problem.Fields;
import app.foyer.problem.NotFound;
import app.foyer.problem.Query;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

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

    /// An application as the API answers it, with the caller's own App role on it.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ApplicationView(
            ApplicationId id,
            String slug,
            String name,
            Application.Kind kind,
            @Nullable String url,
            @Nullable AppRole appRole) {
        static ApplicationView of(Application a, Acting acting, Instant now) {
            var role = AppRoles.of(acting.member(), a.id(), now).orElse(null);
            return new ApplicationView(a.id(), a.slug(), a.name(), a.kind(), a.url(), role);
        }
    }

    record NewApplicationBody(
            @Nullable String name,
            @Nullable String slug,
            Application.@Nullable Kind kind,
            @Nullable String url) {}

    @GetMapping
    @Needs(Permission.SEE_APPLICATIONS)
    @Operation(operationId = "listApplications", summary = "List the applications that the caller may see")
    Listed<ApplicationView> list(
            Acting acting,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var paging = Paging.of(limit, cursor);
        var search = new Applications.Search(
                acting.organization().id(),
                Query.search("q", q),
                Query.oneOf("kind", kind, Application.Kind.class).orElse(null));
        var now = clock.instant();
        var visible = AppRoles.visible(acting.member(), now);
        var page = applications.page(search, visible, paging.after(), paging.limit());
        return Listed.of(page, applications.count(search, visible), a -> ApplicationView.of(a, acting, now));
    }

    @GetMapping("/{application}")
    @Needs(Permission.SEE_APPLICATIONS)
    @Operation(operationId = "getApplication", summary = "Get one application by id or slug")
    ApplicationView get(Acting acting, @PathVariable String application) {
        return applications
                .find(acting.organization().id(), application)
                .map(a -> ApplicationView.of(a, acting, clock.instant()))
                .filter(view -> view.appRole() != null)
                .orElseThrow(NotFound::new);
    }

    @PostMapping
    @Needs(Permission.MANAGE_APPLICATIONS)
    @Operation(operationId = "createApplication", summary = "Add an application")
    ResponseEntity<ApplicationView> add(Acting acting, @RequestBody NewApplicationBody body) {
        acting.require(Permission.MANAGE_APPLICATIONS);
        var fields = new Fields();
        var name = fields.name("/name", body.name());
        fields.plain("/slug", body.slug(), 63);
        fields.plain("/url", body.url(), 2000);
        fields.check();
        var kind = body.kind() == null ? Application.Kind.OTHER : body.kind();
        var now = clock.instant();
        var wish = new Applications.NewApplication(name, body.slug(), kind, body.url());
        var added = applications.add(acting.organization().id(), wish, acting.actor(), now);
        var location = "/api/v1/organizations/%s/applications/%s"
                .formatted(acting.organization().id().value(), added.id().value());
        return ResponseEntity.created(URI.create(location)).body(ApplicationView.of(added, acting, now));
    }
}
