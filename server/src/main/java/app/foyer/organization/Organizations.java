package app.foyer.organization;

import app.foyer.audit.Actor;
import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.audit.Changes;
import app.foyer.audit.Target;
import app.foyer.database.Cursor;
import app.foyer.database.Ids;
import app.foyer.problem.Conflict;
import app.foyer.problem.Flaw;
import app.foyer.problem.IfMatch;
import app.foyer.problem.Invalid;
import app.foyer.problem.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What is done with organizations, by the operator or at the first start.
@Component
public class Organizations {
    /// The list of all of them in its cursors.
    public static final String NEWEST = "all-organizations";

    /// How long a former slug leads to its organization, and is out of others' reach.
    static final Duration SLUG_KEPT = Duration.ofDays(90);

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

    /// By id or slug, be it one that the organization had until lately.
    public Organization get(String reference, Instant now) {
        return Ids.parse(reference)
                .map(OrganizationId::new)
                .flatMap(store::byId)
                .or(() -> Slug.isGood(reference) ? store.bySlug(reference, now) : Optional.empty())
                .orElseThrow(NotFound::new);
    }

    public Cursor.Slice<Organization> newest(Optional<Cursor> after, int limit) {
        return Cursor.slice(store.newest(after.map(Cursor::id).orElse(null), limit + 1), limit);
    }

    @Transactional
    public Organization create(String slug, String name, Actor actor, Instant now) {
        if (!Slug.isGood(slug)) {
            throw new Invalid(Flaw.at("/slug", "flaw.slug"));
        }
        var organization = new Organization(
                new OrganizationId(Ids.next(now)),
                slug,
                name,
                ZoneId.of("UTC"),
                List.of(),
                new Plan(null, null, null),
                null,
                Letterhead.BLANK,
                1);
        if (!store.insert(organization, now)) {
            throw new Conflict("conflict.slug", slug);
        }
        audit.write(organization.id().value(), event("organization.created", actor, organization, Map.of()), now);
        return organization;
    }

    /// Changes what an admin may change. With another slug, the one before keeps leading here for a while.
    @Transactional
    public Organization edit(OrganizationId id, OrganizationEdit edit, IfMatch condition, Actor actor, Instant now) {
        var before = store.lock(id).orElseThrow(NotFound::new);
        condition.require(before.version());
        var wanted = edit.of(before);
        if (wanted.equals(before)) {
            return before;
        }
        if (!wanted.slug().equals(before.slug())) {
            move(before, wanted.slug(), now);
        }
        store.save(wanted);
        var after = wanted.saved();
        var changes = new Changes()
                .of("slug", before.slug(), after.slug())
                .of("name", before.name(), after.name())
                .of("timeZone", before.timeZone().getId(), after.timeZone().getId())
                .of("primaryContacts", before.primaryContacts(), after.primaryContacts())
                .of(
                        "greeting",
                        before.letterhead().greeting(),
                        after.letterhead().greeting());
        audit.write(id.value(), event("organization.edited", actor, after, changes.details()), now);
        return after;
    }

    private void move(Organization before, String slug, Instant now) {
        if (!Slug.isGood(slug)) {
            throw new Invalid(Flaw.at("/slug", "flaw.slug"));
        }
        if (!store.takeSlug(before.id(), slug, now)) {
            throw new Conflict("conflict.slug", slug);
        }
        store.keepSlug(before.id(), before.slug(), now.plus(SLUG_KEPT));
    }

    /// Changes what an organization has agreed with the operator, or whether it is suspended.
    ///
    /// @param change of the plan as it is by then: somebody else may be changing it too
    /// @param wish whether it is to be suspended; null leaves that as it is
    @Transactional
    public Organization agree(
            OrganizationId id, UnaryOperator<Plan> change, @Nullable Boolean wish, Actor actor, Instant now) {
        var before = store.lock(id).orElseThrow(NotFound::new);
        var plan = change.apply(before.plan());
        if (plan.startsOn() != null && plan.endsOn() != null && plan.endsOn().isBefore(plan.startsOn())) {
            throw new Invalid(Flaw.at("/plan/endsOn", "flaw.dates"));
        }
        var suspended = Objects.requireNonNullElse(wish, before.suspended());
        var wanted = with(before, plan, suspended ? since(before, now) : null);
        store.save(wanted);
        var after = wanted.saved();
        if (!before.plan().equals(plan)) {
            var changes = new Changes()
                    .of("seats", before.plan().seats(), plan.seats())
                    .of("startsOn", before.plan().startsOn(), plan.startsOn())
                    .of("endsOn", before.plan().endsOn(), plan.endsOn());
            audit.write(after.id().value(), event("organization.edited", actor, after, changes.details()), now);
        }
        if (before.suspended() != suspended) {
            var action = suspended ? "organization.suspended" : "organization.resumed";
            audit.write(after.id().value(), event(action, actor, after, Map.of()), now);
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
        return new Organization(
                o.id(),
                o.slug(),
                o.name(),
                o.timeZone(),
                o.primaryContacts(),
                plan,
                suspendedAt,
                o.letterhead(),
                o.version());
    }

    static AuditEvent event(String action, Actor actor, Organization organization, Map<String, ?> details) {
        var target = new Target("organization", organization.id().value(), organization.name());
        return new AuditEvent(action, actor, target, details);
    }
}
