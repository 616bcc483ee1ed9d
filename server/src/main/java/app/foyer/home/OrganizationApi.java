package app.foyer.home;

import app.foyer.account.Accounts;
import app.foyer.account.EmailAddress;
import app.foyer.account.PastedAddresses;
import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.organization.Organization;
import app.foyer.organization.Organizations;
import app.foyer.people.Acting;
import app.foyer.people.Caller;
import app.foyer.people.Needs;
import app.foyer.people.People;
import app.foyer.people.Permission;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import app.foyer.problem.Unauthenticated;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Who one is and where one belongs, over the API.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Organizations")
class OrganizationApi {
    private static final int CONTACTS = 20;

    private final Organizations organizations;
    private final OrganizationViews views;
    private final People people;
    private final Accounts accounts;
    private final InstantSource clock;

    OrganizationApi(
            Organizations organizations,
            OrganizationViews views,
            People people,
            Accounts accounts,
            InstantSource clock) {
        this.organizations = organizations;
        this.views = views;
        this.people = people;
        this.accounts = accounts;
        this.clock = clock;
    }

    record TokenView(UUID id, String name, String scope) {}

    /// The caller: an account, and the token if one speaks for it.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Me(
            UUID id,
            String name,
            String email,
            String locale,
            @Nullable TokenView token) {}

    @GetMapping("/me")
    @Operation(operationId = "getMe", summary = "Who am I")
    Me me(Caller caller) {
        var account = caller.account().flatMap(accounts::byId).orElseThrow(Unauthenticated::new);
        var token = caller instanceof Caller.Token t
                ? new TokenView(t.id(), t.name(), t.mayChange() ? "admin" : "read")
                : null;
        return new Me(account.id().value(), account.name(), account.email(), account.locale(), token);
    }

    @GetMapping("/organizations")
    @Operation(operationId = "listOrganizations", summary = "The organizations that the caller belongs to")
    Listed<OrganizationView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Paging.of(limit, cursor);
        var now = clock.instant();
        var account = caller.account().orElseThrow(Unauthenticated::new);
        var items = people.places(account, now).stream()
                .filter(p -> !(caller instanceof Caller.Token token)
                        || token.organization().equals(p.organization().id()))
                .map(p -> views.of(p.organization(), p.member().orgRole(), now))
                .toList();
        return new Listed<>(items, null, items.size());
    }

    @GetMapping("/organizations/{org}")
    @Needs(Permission.SEE_ORGANIZATION)
    @Operation(operationId = "getOrganization", summary = "Get one organization by id or slug")
    OrganizationView get(Acting acting) {
        return views.of(acting.organization(), acting.member().orgRole(), clock.instant());
    }

    record ContactBody(@Nullable String name, @Nullable String email) {}

    record EditBody(
            @Nullable String name,
            @Nullable String timeZone,
            @Nullable List<@Nullable ContactBody> primaryContacts) {}

    @PatchMapping("/organizations/{org}")
    @Needs(Permission.MANAGE_ORGANIZATION)
    @Operation(operationId = "editOrganization", summary = "Change the name, time zone or primary contacts")
    OrganizationView edit(Acting acting, @RequestBody EditBody body) {
        var fields = new Fields();
        var before = acting.organization();
        var name = body.name() == null ? before.name() : fields.name("/name", body.name());
        var zone = body.timeZone() == null ? before.timeZone() : zone(body.timeZone(), fields);
        var contacts =
                body.primaryContacts() == null ? before.primaryContacts() : contacts(body.primaryContacts(), fields);
        fields.check();
        var now = clock.instant();
        var edit = new Organizations.Edit(name, zone, contacts);
        return views.whole(organizations.edit(before.id(), edit, acting.actor(), now), now);
    }

    private static ZoneId zone(String text, Fields fields) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            fields.flaw(Flaw.at("/timeZone", "flaw.time-zone"));
            return ZoneId.of("UTC");
        }
    }

    private static List<Organization.Contact> contacts(List<@Nullable ContactBody> bodies, Fields fields) {
        if (bodies.size() > CONTACTS) {
            fields.flaw(Flaw.at("/primaryContacts", "flaw.too-many-contacts", CONTACTS));
        }
        var contacts = new ArrayList<Organization.Contact>();
        for (var i = 0; i < bodies.size(); i++) {
            var pointer = "/primaryContacts/" + i;
            var body = Objects.requireNonNullElse(bodies.get(i), new ContactBody(null, null));
            var name = fields.name(pointer + "/name", body.name());
            var typed = Objects.requireNonNullElse(body.email(), "");
            var email = EmailAddress.parse(typed);
            if (email.isEmpty()) {
                fields.flaw(Flaw.at(pointer + "/email", "flaw.address", PastedAddresses.shown(typed)));
            } else {
                contacts.add(new Organization.Contact(name, email.get().typed()));
            }
        }
        return contacts;
    }
}
