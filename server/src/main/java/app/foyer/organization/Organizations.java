package app.foyer.organization;

import app.foyer.audit.Actor;
import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.audit.Target;
import app.foyer.database.Cursor;
import app.foyer.database.Ids;
import app.foyer.problem.Conflict;
import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import app.foyer.problem.NotFound;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What is done with organizations, by the operator or at the first start.
@Component
public class Organizations {
    private final OrganizationStore store;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    Organizations(OrganizationStore store, AuditLog audit, ApplicationEventPublisher events) {
        this.store = store;
        this.audit = audit;
        this.events = events;
    }

    public boolean noneYet() {
        return store.isEmpty();
    }

    public Optional<Organization> byId(OrganizationId id) {
        return store.byId(id);
    }

    public Map<OrganizationId, Organization> byIds(Collection<OrganizationId> ids) {
        return store.byIds(ids).stream().collect(Collectors.toMap(Organization::id, Function.identity()));
    }

    /// By id or slug.
    public Organization get(String reference) {
        return Ids.parse(reference)
                .map(OrganizationId::new)
                .flatMap(store::byId)
                .or(() -> Slug.isGood(reference) ? store.bySlug(reference) : Optional.empty())
                .orElseThrow(NotFound::new);
    }

    public Cursor.Slice<Organization> newest(Optional<Cursor> after, int limit) {
        return Cursor.slice(store.newest(after.map(Cursor::id).orElse(null), limit + 1), limit);
    }

    @Transactional
    public Organization create(String slug, String name, Actor actor, Instant now) {
        var organization = new Organization(
                new OrganizationId(Ids.next(now)),
                slug,
                name,
                ZoneId.of("UTC"),
                List.of(),
                new Plan(null, null, null),
                null);
        if (!store.insert(organization, now)) {
            throw new Conflict("conflict.slug", slug);
        }
        audit.write(organization.id().value(), event("organization.created", actor, organization), now);
        return organization;
    }

    /// What an admin may change of an organization.
    public record Edit(String name, ZoneId timeZone, List<Organization.Contact> primaryContacts) {}

    @Transactional
    public Organization edit(OrganizationId id, Edit edit, Actor actor, Instant now) {
        var before = store.lock(id).orElseThrow(NotFound::new);
        var after = new Organization(
                id,
                before.slug(),
                edit.name(),
                edit.timeZone(),
                edit.primaryContacts(),
                before.plan(),
                before.suspendedAt());
        if (!after.equals(before)) {
            store.save(after);
            audit.write(id.value(), edited(actor, before, after), now);
        }
        return after;
    }

    /// Changes what an organization has agreed with the operator, or whether it is suspended.
    @Transactional
    public Organization agree(Organization known, Plan plan, boolean suspended, Actor actor, Instant now) {
        if (plan.startsOn() != null && plan.endsOn() != null && plan.endsOn().isBefore(plan.startsOn())) {
            throw new Invalid(Flaw.at("/plan/endsOn", "flaw.dates"));
        }
        var before = store.lock(known.id()).orElseThrow(NotFound::new);
        var after = with(before, plan, suspended ? since(before, now) : null);
        store.save(after);
        if (!before.plan().equals(plan)) {
            audit.write(after.id().value(), edited(actor, before, after), now);
        }
        if (before.suspended() != suspended) {
            var action = suspended ? "organization.suspended" : "organization.resumed";
            audit.write(after.id().value(), event(action, actor, after), now);
        }
        if (suspended && !before.suspended()) {
            events.publishEvent(new OrganizationSuspended(after.id(), now));
        }
        return after;
    }

    /// Waits for whoever else counts this organization's seats, and keeps others waiting until this transaction is
    /// over.
    @Transactional
    public Organization lock(OrganizationId id) {
        return store.lock(id).orElseThrow(NotFound::new);
    }

    private static Instant since(Organization organization, Instant now) {
        var since = organization.suspendedAt();
        return since == null ? now : since;
    }

    private static Organization with(Organization o, Plan plan, @Nullable Instant suspendedAt) {
        return new Organization(o.id(), o.slug(), o.name(), o.timeZone(), o.primaryContacts(), plan, suspendedAt);
    }

    private static AuditEvent event(String action, Actor actor, Organization organization) {
        return new AuditEvent(
                action, actor, new Target("organization", organization.id().value(), organization.name()));
    }

    private static AuditEvent edited(Actor actor, Organization before, Organization after) {
        return new AuditEvent(
                "organization.edited",
                actor,
                new Target("organization", after.id().value(), after.name()),
                Map.of("before", recorded(before), "after", recorded(after)));
    }

    private static Map<String, @Nullable Object> recorded(Organization organization) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("name", organization.name());
        fields.put("timeZone", organization.timeZone().getId());
        fields.put("primaryContacts", organization.primaryContacts());
        fields.put("seats", organization.plan().seats());
        fields.put("startsOn", organization.plan().startsOn());
        fields.put("endsOn", organization.plan().endsOn());
        return fields;
    }
}
