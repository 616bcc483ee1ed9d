package app.foyer.people;

import app.foyer.audit.Actions;
import app.foyer.audit.AuditSearch;
import app.foyer.audit.Verification;
import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import app.foyer.problem.Query;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The audit log over the API.
@RestController
@RequestMapping("/api/v1/organizations/{org}/audit-events")
@Tag(name = "Audit events")
class AuditApi {
    private final AuditEvents events;

    AuditApi(AuditEvents events) {
        this.events = events;
    }

    @GetMapping
    @Needs(Permission.SEE_AUDIT_LOG)
    @Operation(operationId = "listAuditEvents", summary = "List audit events, newest first")
    Listed<AuditEventView> list(
            Acting acting,
            @Parameter(
                            description =
                                    "Who did it: an id (of an account or API token), or a piece of the name (one or two letters: where a word begins)")
                    @RequestParam(required = false)
                    @Nullable
                    String actor,
            @Parameter(description = "What was done, exactly, such as `invitation.created`")
                    @RequestParam(required = false)
                    @Nullable
                    String action,
            @Parameter(
                            description =
                                    "To what it was done: an id, or a piece of the name (one or two letters: where a word begins)")
                    @RequestParam(required = false)
                    @Nullable
                    String target,
            @Parameter(description = "The first instant that counts (RFC 3339)")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "The first instant that counts no more (RFC 3339)")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var paging = Paging.of(AuditSearch.LIST, limit, cursor);
        var search = new AuditSearch(
                Query.search("actor", actor),
                action("action", action),
                Query.search("target", target),
                Query.instant("from", from).orElse(null),
                Query.instant("to", to).orElse(null));
        var page = events.page(acting, search, paging.after(), paging.limit());
        return Listed.of(page, events.count(acting, search), AuditEventView::of);
    }

    @GetMapping("/{event}")
    @Needs(Permission.SEE_AUDIT_LOG)
    @Operation(operationId = "getAuditEvent", summary = "Get one audit event")
    AuditEventView get(Acting acting, @PathVariable String event) {
        return AuditEventView.of(events.get(acting, event));
    }

    @GetMapping("/verification")
    @Needs(Permission.SEE_AUDIT_LOG)
    @Operation(
            operationId = "verifyAuditEvents",
            summary = "Check that no audit event was changed, removed or slipped in",
            description = "Computes the organization's chain of hashes anew, which takes seconds for a million events.")
    Verification verify(
            Acting acting,
            @Parameter(description = "A `head` that was answered earlier, which the chain must lead past")
                    @RequestParam(required = false)
                    @Nullable
                    String head) {
        return events.verify(acting, head == null || head.isEmpty() ? null : hash(head));
    }

    /// Reads the name of an action that there is; blank when none is asked for.
    static String action(String parameter, @Nullable String text) {
        if (text == null || text.isEmpty() || Actions.isKnown(text)) {
            return text == null ? "" : text;
        }
        throw new Invalid(Flaw.ofParameter(parameter, "flaw.unknown-value", String.join(", ", Actions.all())));
    }

    private static byte[] hash(String text) {
        if (text.matches("[0-9a-fA-F]{64}")) {
            return HexFormat.of().parseHex(text);
        }
        throw new Invalid(Flaw.ofParameter("head", "flaw.hash"));
    }
}
