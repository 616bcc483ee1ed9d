package app.foyer.people;

import app.foyer.audit.Actions;
import app.foyer.audit.Actor;
import app.foyer.audit.AuditSearch;
import app.foyer.audit.RecordedEvent;
import app.foyer.database.Cursor;
import app.foyer.database.Paging;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The audit log: who did what to whom, when, from where.
@Controller
@RequestMapping("/o/{org}/audit-log")
class AuditPages {
    private final AuditEvents events;
    private final AuditWords words;
    private final AuditExports exports;
    private final JsonMapper json;

    AuditPages(AuditEvents events, AuditWords words, AuditExports exports, JsonMapper json) {
        this.events = events;
        this.words = words;
        this.exports = exports;
        this.json = json;
    }

    record Row(
            UUID id,
            Instant at,
            Actor.Type actorType,
            String actor,
            List<AuditSentence.Part> sentence,
            String targetType,
            String target,
            @Nullable String from) {
        static Row of(RecordedEvent recorded, AuditSentence sentence) {
            var actor = recorded.event().actor();
            var target = recorded.event().target();
            return new Row(
                    recorded.id(),
                    recorded.at(),
                    actor.type(),
                    actor.name(),
                    sentence.parts(),
                    target.type(),
                    target.name(),
                    actor.from());
        }
    }

    @GetMapping
    @Needs(Permission.SEE_AUDIT_LOG)
    String list(
            Acting acting,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor,
            Model model,
            HttpServletResponse response,
            Locale locale) {
        var filter = AuditFilter.of(actor, action, target, from, to);
        var flaws = filter.flaws();
        model.addAttribute("filter", filter);
        model.addAttribute("flaws", flaws);
        model.addAttribute("actions", Actions.all());
        model.addAttribute("timeZone", acting.organization().timeZone().getId());
        if (flaws.isEmpty()) {
            show(acting, filter, Paging.of(AuditSearch.LIST, null, cursor), model, locale);
        } else {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            show(acting, filter, new Cursor.Slice<>(List.of(), Optional.empty()), Optional.empty(), model, locale);
        }
        return "people/audit-log";
    }

    private void show(Acting acting, AuditFilter filter, Paging paging, Model model, Locale locale) {
        var search = filter.search(acting.organization().timeZone());
        var page = events.page(acting, search, paging.after(), paging.limit());
        show(acting, filter, page, paging.after(), model, locale);
        model.addAttribute("total", events.count(acting, search).orElse(null));
    }

    private void show(
            Acting acting,
            AuditFilter filter,
            Cursor.Slice<RecordedEvent> page,
            Optional<Cursor> after,
            Model model,
            Locale locale) {
        model.addAttribute("events", rows(acting, page.rows(), locale));
        PageLinks.add(model, path(acting), filter.parameters(), after, page.next(), Optional.empty());
        model.addAttribute("csv", PageLinks.link(path(acting) + "/export.csv", filter.parameters()));
        model.addAttribute("ndjson", PageLinks.link(path(acting) + "/export.ndjson", filter.parameters()));
    }

    private List<Row> rows(Acting acting, List<RecordedEvent> recorded, Locale locale) {
        var organization = acting.organization();
        var names = words.names(organization.id(), recorded);
        return recorded.stream()
                .map(event -> Row.of(event, words.tell(event, names, organization.timeZone(), locale)))
                .toList();
    }

    @GetMapping("/{event}")
    @Needs(Permission.SEE_AUDIT_LOG)
    String one(Acting acting, @PathVariable String event, Model model, Locale locale) {
        var recorded = events.get(acting, event);
        model.addAttribute("event", rows(acting, List.of(recorded), locale).getFirst());
        model.addAttribute("view", AuditEventView.of(recorded));
        model.addAttribute(
                "asRecorded",
                json.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(AuditEventView.of(recorded)));
        return "people/audit-event";
    }

    @GetMapping("/export.csv")
    @Needs(Permission.SEE_AUDIT_LOG)
    View csv(Acting acting, @RequestParam Map<String, String> query, Locale locale) {
        return exports.csv(acting, read(query).search(acting.organization().timeZone()), locale);
    }

    @GetMapping("/export.ndjson")
    @Needs(Permission.SEE_AUDIT_LOG)
    View ndjson(Acting acting, @RequestParam Map<String, String> query) {
        return exports.ndjson(acting, read(query).search(acting.organization().timeZone()));
    }

    private static AuditFilter read(Map<String, String> query) {
        return AuditFilter.of(
                query.get("actor"), query.get("action"), query.get("target"), query.get("from"), query.get("to"));
    }

    private static String path(Acting acting) {
        return "/o/" + acting.organization().slug() + "/audit-log";
    }
}
