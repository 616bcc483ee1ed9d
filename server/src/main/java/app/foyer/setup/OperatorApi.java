package app.foyer.setup;

import app.foyer.account.EmailAddress;
import app.foyer.account.PastedAddresses;
import app.foyer.database.Cursor;
import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.home.OrganizationView;
import app.foyer.home.OrganizationViews;
import app.foyer.organization.Organizations;
import app.foyer.organization.Plan;
import app.foyer.organization.Slug;
import app.foyer.people.Caller;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import app.foyer.token.TokenSecret;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// What whoever runs this Foyer does with organizations, with the operator's token.
@RestController
@RequestMapping("/api/v1/operator/organizations")
@Tag(name = "Operator")
class OperatorApi {
    private static final int MOST_SEATS = 1_000_000;
    private static final int LAST_YEAR = 9999;

    private final Organizations organizations;
    private final OrganizationViews views;
    private final Provisioning provisioning;
    private final InstantSource clock;

    OperatorApi(Organizations organizations, OrganizationViews views, Provisioning provisioning, InstantSource clock) {
        this.organizations = organizations;
        this.views = views;
        this.provisioning = provisioning;
        this.clock = clock;
    }

    record NewOrganizationBody(
            @Nullable String slug,
            @Nullable String name,
            @Nullable String adminEmail) {}

    @Schema(name = "NewOrganization")
    record Founded(OrganizationView organization, @Nullable String token) {
        @Override
        public String toString() {
            return "Founded[" + organization + "]";
        }
    }

    @GetMapping
    @Operation(operationId = "operatorListOrganizations", summary = "List all organizations, newest first")
    Listed<OrganizationView> list(
            Caller.Operator operator,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var now = clock.instant();
        var paging = Paging.of(Organizations.NEWEST, limit, cursor);
        var page = organizations.newest(paging.after(), paging.limit());
        return Listed.of(
                new Cursor.Slice<>(views.whole(page.rows(), now), page.next()), Optional.empty(), Function.identity());
    }

    @PostMapping
    @Operation(operationId = "operatorCreateOrganization", summary = "Found an organization and ask its admin in")
    ResponseEntity<Founded> create(Caller.Operator operator, @RequestBody NewOrganizationBody body) {
        var fields = new Fields();
        var name = fields.name("/name", body.name());
        var slug = fields.required("/slug", body.slug());
        if (slug != null && !Slug.isGood(slug)) {
            fields.flaw(Flaw.at("/slug", "flaw.slug"));
        }
        var email = fields.required("/adminEmail", body.adminEmail());
        var admin = EmailAddress.parse(email == null ? "" : email.strip());
        if (email != null && admin.isEmpty()) {
            fields.flaw(Flaw.at("/adminEmail", "flaw.address", PastedAddresses.shown(email)));
        }
        fields.check();
        var now = clock.instant();
        var secret = TokenSecret.next();
        var address = admin.orElseThrow();
        var wish = new Provisioning.Wish(Objects.requireNonNull(slug), name, address, Provisioning.nameFrom(address));
        var founded =
                provisioning.foundAndAsk(wish, secret, operator.actor(), now).organization();
        return ResponseEntity.created(URI.create(
                        "/api/v1/operator/organizations/" + founded.id().value()))
                .body(new Founded(views.whole(founded, now), secret));
    }

    /// @param plan what it holds is changed, the rest stays: null ends a limit or a date
    @Schema(name = "ChangeOrganizationBody")
    record EditBody(
            @Schema(implementation = Object.class) @Nullable JsonNode plan,
            @Nullable Boolean suspended) {}

    @PatchMapping("/{org}")
    @Operation(operationId = "operatorEditOrganization", summary = "Change the plan, suspend or resume")
    OrganizationView edit(Caller.Operator operator, @PathVariable String org, @RequestBody EditBody body) {
        var now = clock.instant();
        var id = organizations.get(org, now).id();
        UnaryOperator<Plan> change = before -> body.plan() == null ? before : plan(body.plan(), before);
        return views.whole(organizations.agree(id, change, body.suspended(), operator.actor(), now), now);
    }

    private static Plan plan(JsonNode body, Plan before) {
        var fields = new Fields();
        if (!body.isObject()) {
            fields.flaw(Flaw.at("/plan", "flaw.wrong-type"));
            fields.check();
        }
        body.propertyNames().stream()
                .filter(name -> !name.equals("seats") && !name.equals("startsOn") && !name.equals("endsOn"))
                .forEach(name -> fields.flaw(Flaw.at("/plan" + Flaw.step(name), "flaw.unknown-field")));
        var plan = new Plan(
                body.has("seats") ? seats(body.get("seats"), fields) : before.seats(),
                body.has("startsOn") ? date("/plan/startsOn", body.get("startsOn"), fields) : before.startsOn(),
                body.has("endsOn") ? date("/plan/endsOn", body.get("endsOn"), fields) : before.endsOn());
        fields.check();
        return plan;
    }

    private static @Nullable Integer seats(JsonNode node, Fields fields) {
        if (node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 0 || node.asInt() > MOST_SEATS) {
            fields.flaw(Flaw.at("/plan/seats", "flaw.seats"));
            return null;
        }
        return node.asInt();
    }

    private static @Nullable LocalDate date(String pointer, JsonNode node, Fields fields) {
        if (node.isNull()) {
            return null;
        }
        try {
            var date = LocalDate.parse(node.isString() ? node.asString() : "");
            if (date.getYear() >= 1 && date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeException bad) {
            // told below
        }
        fields.flaw(Flaw.at(pointer, "flaw.date"));
        return null;
    }
}
