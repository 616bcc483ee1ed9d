package app.foyer.invitation;

import app.foyer.account.EmailAddress;
import app.foyer.account.PastedAddresses;
import app.foyer.database.Ids;
import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.mail.Languages;
import app.foyer.people.AccessBody;
import app.foyer.people.Acting;
import app.foyer.people.GrantBody;
import app.foyer.people.Needs;
import app.foyer.people.OrgRole;
import app.foyer.people.Permission;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import app.foyer.problem.IfMatch;
import app.foyer.problem.NotFound;
import app.foyer.problem.Query;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
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

/// Invitations over the API.
@RestController
@RequestMapping("/api/v1/organizations/{org}/invitations")
@Tag(name = "Invitations")
class InvitationApi {
    /// So many entries for each address of the limit are told one by one what is wrong with them.
    private static final int READ_PER_ADDRESS = 100;

    private final Invitations invitations;
    private final InvitingTogether together;
    private final InvitationList list;
    private final InvitationSettings settings;
    private final InstantSource clock;

    InvitationApi(
            Invitations invitations,
            InvitingTogether together,
            InvitationList list,
            InvitationSettings settings,
            InstantSource clock) {
        this.invitations = invitations;
        this.together = together;
        this.list = list;
        this.settings = settings;
        this.clock = clock;
    }

    record InviteBody(
            @Nullable List<@Nullable String> emails,
            @Nullable OrgRole orgRole,
            @Nullable String locale,
            @Nullable List<@Nullable GrantBody> appGrants,

            @Schema(
                    implementation = Instant.class,
                    types = {"string", "null"})
            @Nullable
            JsonNode accessEndsAt) {}

    @Schema(name = "InviteOutcomes")
    record Results(List<InvitationView.Result> results) {}

    @PostMapping
    @Needs(Permission.INVITE)
    @Operation(operationId = "invite", summary = "Invite up to ten e-mail addresses")
    ResponseEntity<Results> invite(Acting acting, @RequestBody InviteBody body) {
        var now = clock.instant();
        var outcomes = together.invite(acting, read(body), now);
        var made = outcomes.stream()
                .filter(Outcome.Invited.class::isInstance)
                .map(Outcome.Invited.class::cast)
                .toList();
        var results = outcomes.stream().map(o -> InvitationView.result(o, now)).toList();
        var answer = made.isEmpty() ? ResponseEntity.ok() : ResponseEntity.created(location(acting, made));
        return answer.body(new Results(results));
    }

    @GetMapping
    @Needs(Permission.SEE_INVITATIONS)
    @Operation(operationId = "listInvitations", summary = "List invitations, newest first")
    Listed<InvitationView> list(
            Acting acting,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String delivery,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var now = clock.instant();
        var paging = Paging.of(InvitationSearch.LIST, limit, cursor);
        var search = new InvitationSearch(
                Query.search("q", q),
                Query.oneOf("status", status, InvitationStatus.class),
                Query.oneOf("delivery", delivery, DeliveryFilter.class));
        var found = list.find(acting, search, paging.after(), paging.limit(), now);
        return Listed.of(found.page(), found.total(), i -> InvitationView.of(i, now));
    }

    @GetMapping("/{invitation}")
    @Needs(Permission.SEE_INVITATIONS)
    @Operation(operationId = "getInvitation", summary = "Get one invitation")
    InvitationView get(Acting acting, @PathVariable String invitation, HttpServletResponse response) {
        var now = clock.instant();
        return tagged(invitations.get(acting, id(invitation), now), now, response);
    }

    @PatchMapping("/{invitation}")
    @Needs(Permission.EDIT_INVITATIONS)
    @Operation(operationId = "editInvitation", summary = "Change what a pending invitation promises")
    InvitationView edit(
            Acting acting,
            @PathVariable String invitation,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody AccessBody body,
            HttpServletResponse response) {
        var now = clock.instant();
        var edited = invitations.edit(acting, id(invitation), body.read(), new IfMatch(ifMatch), now);
        return tagged(edited, now, response);
    }

    @PostMapping("/{invitation}/resend")
    @Needs(Permission.INVITE)
    @Operation(operationId = "resendInvitation", summary = "Send a new link, for another full term")
    InvitationView resend(Acting acting, @PathVariable String invitation) {
        var now = clock.instant();
        return InvitationView.of(invitations.resend(acting, id(invitation), now), now);
    }

    @PostMapping("/{invitation}/cancel")
    @Needs(Permission.INVITE)
    @Operation(operationId = "cancelInvitation", summary = "Cancel a pending invitation")
    InvitationView cancel(Acting acting, @PathVariable String invitation) {
        var now = clock.instant();
        return InvitationView.of(invitations.cancel(acting, id(invitation), now), now);
    }

    // Of the one that was made, or of the list when there are several.
    private static URI location(Acting acting, List<Outcome.Invited> made) {
        var all = "/api/v1/organizations/%s/invitations"
                .formatted(acting.organization().id().value());
        var one = made.getFirst().invitation().id().value();
        return URI.create(made.size() == 1 ? all + "/" + one : all);
    }

    private Invite read(InviteBody body) {
        var fields = new Fields();
        var to = addresses(body.emails(), fields);
        var role = fields.required("/orgRole", body.orgRole());
        var locale = body.locale() == null ? "en" : body.locale();
        if (!Languages.know(locale)) {
            fields.flaw(Flaw.at("/locale", "flaw.locale"));
        }
        var wishes = GrantBody.read(body.appGrants(), fields);
        var endsAt = fields.instant("/accessEndsAt", body.accessEndsAt());
        fields.check();
        return new Invite(to, Objects.requireNonNull(role), wishes, endsAt, locale);
    }

    private List<EmailAddress> addresses(@Nullable List<@Nullable String> emails, Fields fields) {
        if (emails == null || emails.isEmpty()) {
            fields.flaw(Flaw.at("/emails", emails == null ? "flaw.required" : "flaw.no-addresses"));
            return List.of();
        }
        var limit = settings.limits().addressesPerRequest();
        if (limit > 0 && emails.size() > limit * READ_PER_ADDRESS) {
            fields.flaw(Flaw.at("/emails", "flaw.too-many-addresses", limit, emails.size()));
            return List.of();
        }
        var found = new LinkedHashMap<String, EmailAddress>();
        for (var i = 0; i < emails.size(); i++) {
            var text = Objects.requireNonNullElse(emails.get(i), "");
            var address = PastedAddresses.one(text);
            if (address.isEmpty()) {
                fields.flaw(Flaw.at("/emails/" + i, "flaw.address", PastedAddresses.shown(text)));
            } else if (found.putIfAbsent(address.get().key(), address.get()) == null
                    && limit > 0
                    && found.size() > limit) {
                fields.flaw(Flaw.at("/emails/" + i, "flaw.too-many-addresses", limit, found.size()));
            }
        }
        return new ArrayList<>(found.values());
    }

    private static InvitationView tagged(Invitation invitation, Instant now, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, IfMatch.tag(invitation.version()));
        return InvitationView.of(invitation, now);
    }

    private static InvitationId id(String text) {
        return Ids.parse(text).map(InvitationId::new).orElseThrow(NotFound::new);
    }
}
