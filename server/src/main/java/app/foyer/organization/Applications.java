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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The applications of an organization. Whoever calls has asked for the permission.
@Component
public class Applications {
    /// The list in its cursors.
    public static final String LIST = "applications";

    /// Beyond so many rows a list no longer counts.
    public static final int COUNTED = 1000;

    private final ApplicationStore store;
    private final AuditLog audit;

    private final ApplicationEventPublisher events;

    Applications(ApplicationStore store, AuditLog audit, ApplicationEventPublisher events) {
        this.store = store;
        this.audit = audit;
        this.events = events;
    }

    /// What to look for: a piece of the name or slug, or an id; a kind.
    ///
    /// @param archived whether to look among the archived ones, or among the others
    public record Search(OrganizationId organization, String q, Application.@Nullable Kind kind, boolean archived) {
        public Search(OrganizationId organization, String q, Application.@Nullable Kind kind) {
            this(organization, q, kind, false);
        }
    }

    /// @param slug made from the name when it isn't given
    public record NewApplication(
            String name,
            @Nullable String slug,
            Application.Kind kind,
            @Nullable String url) {}

    @Transactional
    public Application add(OrganizationId organization, NewApplication wish, Actor actor, Instant now) {
        var slug = Optional.ofNullable(wish.slug()).orElseGet(() -> Slug.from(wish.name()));
        if (!Slug.isGood(slug)) {
            throw new Invalid(Flaw.at("/slug", "flaw.slug"));
        }
        checkUrl(wish.url());
        var application =
                new Application(new ApplicationId(Ids.next(now)), slug, wish.name(), wish.kind(), wish.url(), false, 1);
        if (!store.insert(organization, application, now)) {
            throw new Conflict("conflict.slug", slug);
        }
        record(organization, "application.created", application, Map.of("slug", slug), actor, now);
        return application;
    }

    /// Renames, archives, restores: whatever differs.
    @Transactional
    public Application edit(
            OrganizationId organization,
            ApplicationId id,
            ApplicationEdit edit,
            IfMatch condition,
            Actor actor,
            Instant now) {
        var before = store.lock(organization, id).orElseThrow(NotFound::new);
        condition.require(before.version());
        var wanted = edit.of(before);
        if (wanted.equals(before)) {
            return before;
        }
        checkUrl(wanted.url());
        store.save(organization, wanted, now);
        var after = wanted.saved();
        var changes = new Changes()
                .of("name", before.name(), after.name())
                .of("kind", before.kind(), after.kind())
                .of("url", before.url(), after.url());
        if (!changes.none()) {
            record(organization, "application.edited", after, changes.details(), actor, now);
        }
        if (before.archived() != after.archived()) {
            var action = after.archived() ? "application.archived" : "application.restored";
            record(organization, action, after, Map.of("slug", after.slug()), actor, now);
        }
        return after;
    }

    /// @throws ApplicationInUse when somebody has or is promised access
    @Transactional
    public void delete(OrganizationId organization, ApplicationId id, IfMatch condition, Actor actor, Instant now) {
        var application = store.lockAgainstGrants(organization, id).orElseThrow(NotFound::new);
        condition.require(application.version());
        events.publishEvent(new ApplicationDeletion(organization, application, now));
        store.delete(organization, id);
        record(organization, "application.deleted", application, Map.of("slug", application.slug()), actor, now);
    }

    private void record(
            OrganizationId organization,
            String action,
            Application application,
            Map<String, ?> details,
            Actor actor,
            Instant now) {
        var target = new Target("application", application.id().value(), application.name());
        audit.write(organization.value(), new AuditEvent(action, actor, target, details), now);
    }

    private static void checkUrl(@Nullable String url) {
        if (url != null && !WebAddress.isGood(url)) {
            throw new Invalid(Flaw.at("/url", "flaw.url"));
        }
    }

    /// By id or slug, unless it is archived.
    public Optional<Application> find(OrganizationId organization, String reference) {
        return findAny(organization, reference).filter(a -> !a.archived());
    }

    /// By id or slug, archived or not.
    public Optional<Application> findAny(OrganizationId organization, String reference) {
        return Ids.parse(reference)
                .map(id -> store.find(organization, new ApplicationId(id)))
                .orElseGet(() -> Slug.isGood(reference) ? store.find(organization, reference) : Optional.empty());
    }

    /// Those of the ids or slugs that name an application of this organization.
    public List<Application> among(OrganizationId organization, List<String> references) {
        var ids = references.stream().flatMap(r -> Ids.parse(r).stream()).toList();
        return store.among(organization, ids, references);
    }

    /// A page by name.
    ///
    /// @param only the ones to choose from; null for all
    public Cursor.Slice<Application> page(Search search, @Nullable List<UUID> only, Optional<Cursor> after, int limit) {
        return Cursor.slice(store.page(search, only, after, limit + 1), limit);
    }

    /// How many there are, if at most [#COUNTED].
    public Optional<Integer> count(Search search, @Nullable List<UUID> only) {
        return Optional.of(store.count(search, only, COUNTED + 1)).filter(n -> n <= COUNTED);
    }
}
