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
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The applications of an organization. Whoever calls has asked for the permission.
@Component
public class Applications {
    /// Beyond so many rows a list no longer counts.
    public static final int COUNTED = 1000;

    private static final int LAST_PORT = 65535;

    private final ApplicationStore store;
    private final AuditLog audit;

    Applications(ApplicationStore store, AuditLog audit) {
        this.store = store;
        this.audit = audit;
    }

    /// What to look for: a piece of the name or slug, or an id; a kind.
    public record Search(OrganizationId organization, String q, Application.@Nullable Kind kind) {}

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
        if (wish.url() != null && !isWebAddress(wish.url())) {
            throw new Invalid(Flaw.at("/url", "flaw.url"));
        }
        var application = new Application(new ApplicationId(Ids.next(now)), slug, wish.name(), wish.kind(), wish.url());
        if (!store.insert(organization, application, now)) {
            throw new Conflict("conflict.slug", slug);
        }
        var target = new Target("application", application.id().value(), application.name());
        audit.write(
                organization.value(), new AuditEvent("application.created", actor, target, Map.of("slug", slug)), now);
        return application;
    }

    /// By id or slug.
    public Optional<Application> find(OrganizationId organization, String reference) {
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

    private static boolean isWebAddress(String text) {
        try {
            var url = new URI(text);
            return text.length() <= 2000
                    && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getPort() <= LAST_PORT
                    && url.getUserInfo() == null;
        } catch (URISyntaxException bad) {
            return false;
        }
    }
}
