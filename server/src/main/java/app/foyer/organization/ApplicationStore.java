package app.foyer.organization;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.FreshPlans;
import app.foyer.database.Ids;
import app.foyer.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of applications.
@Repository
public class ApplicationStore {
    private static final String COLUMNS = "a.id, a.slug, a.name, a.kind, a.url, a.archived_at, a.version";

    private final JdbcClient db;
    private final FreshPlans fresh;

    ApplicationStore(JdbcClient db, FreshPlans fresh) {
        this.db = db;
        this.fresh = fresh;
    }

    static Application read(ResultSet row) throws SQLException {
        return new Application(
                new ApplicationId(row.getObject("id", UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                Application.Kind.valueOf(row.getString("kind")),
                row.getString("url"),
                row.getObject("archived_at") != null,
                row.getInt("version"));
    }

    /// False when the organization has an application of this slug.
    boolean insert(OrganizationId organization, Application application, Instant now) {
        return db.sql("""
                insert into application (organization_id, id, slug, name, kind, url, created_at)
                values (:organization, :id, :slug, :name, :kind, :url, :now)
                on conflict (organization_id, slug) do nothing
                """)
                        .param("organization", organization.value())
                        .param("id", application.id().value())
                        .param("slug", application.slug())
                        .param("name", application.name())
                        .param("kind", application.kind().name())
                        .param("url", application.url())
                        .param("now", Sql.at(now))
                        .update()
                == 1;
    }

    /// Archived or not.
    Optional<Application> find(OrganizationId organization, ApplicationId id) {
        return one(organization, id, "");
    }

    /// The same, and nobody else edits it until this transaction is over.
    Optional<Application> lock(OrganizationId organization, ApplicationId id) {
        return one(organization, id, "for no key update");
    }

    /// The same, and nobody is granted access to it until this transaction is over: a grant's foreign key waits.
    Optional<Application> lockAgainstGrants(OrganizationId organization, ApplicationId id) {
        return one(organization, id, "for update");
    }

    private Optional<Application> one(OrganizationId organization, ApplicationId id, String lock) {
        return db.sql("select " + COLUMNS + """
                  from application a
                 where a.organization_id = :organization and a.id = :id
                """ + lock)
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, _) -> read(row))
                .optional();
    }

    /// Archived or not.
    Optional<Application> find(OrganizationId organization, String slug) {
        return db.sql("select " + COLUMNS + """
                  from application a
                 where a.organization_id = :organization and a.slug = :slug
                """)
                .param("organization", organization.value())
                .param("slug", slug)
                .query((row, _) -> read(row))
                .optional();
    }

    void save(OrganizationId organization, Application application, Instant now) {
        db.sql("""
                update application
                   set name = :name, kind = :kind, url = :url,
                       archived_at = case when :archived then coalesce(archived_at, :now) end, version = version + 1
                 where organization_id = :organization and id = :id
                """)
                .param("organization", organization.value())
                .param("id", application.id().value())
                .param("name", application.name())
                .param("kind", application.kind().name())
                .param("url", application.url())
                .param("archived", application.archived())
                .param("now", Sql.at(now))
                .update();
    }

    void delete(OrganizationId organization, ApplicationId id) {
        db.sql("delete from application where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    List<Application> among(OrganizationId organization, List<UUID> ids, List<String> slugs) {
        return db.sql("select " + COLUMNS + """
                  from application a
                 where a.organization_id = :organization and a.archived_at is null
                   and (a.id = any(:ids::uuid[]) or a.slug = any(:slugs::text[]))
                """)
                .param("organization", organization.value())
                .param("ids", ids.toArray(UUID[]::new))
                .param("slugs", slugs.toArray(String[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    /// A page of applications by name.
    ///
    /// @param only the ones to choose from; null for all
    List<Keyed<Application>> page(
            Applications.Search search, @Nullable List<UUID> only, Optional<Cursor> after, int limit) {
        return bind("select lower(a.name) as sort_key, " + COLUMNS + MATCHING + """
                   and (:first or (lower(a.name), a.id) > (:name, :after::uuid))
                 order by lower(a.name), a.id
                 limit :limit
                """, search, only)
                .param("first", after.isEmpty())
                .param("name", after.map(Cursor::key).orElse(""))
                .param("after", after.map(Cursor::id).orElse(null))
                .param("limit", limit)
                .query((row, _) -> new Keyed<>(
                        read(row),
                        new Cursor(Applications.LIST, row.getString("sort_key"), row.getObject("id", UUID.class))))
                .list();
    }

    int count(Applications.Search search, @Nullable List<UUID> only, int most) {
        return bind("select count(*) from (select 1" + MATCHING + "limit :limit) as counted", search, only)
                .param("limit", most)
                .query(Integer.class)
                .single();
    }

    private static final String MATCHING = """

              from application a
             where a.organization_id = :organization and (a.archived_at is not null) = :archived
               and (:all or lower(a.name || ' ' || a.slug) like :pattern or a.id = :id::uuid)
               and (:kind::text is null or a.kind = :kind::text)
               and (:only::uuid[] is null or a.id = any(:only::uuid[]))
            """;

    private JdbcClient.StatementSpec bind(String sql, Applications.Search search, @Nullable List<UUID> only) {
        var kind = search.kind();
        return fresh.sql(sql)
                .param("organization", search.organization().value())
                .param("archived", search.archived())
                .param("all", search.q().isBlank())
                .param("pattern", Sql.containing(search.q()))
                .param("id", Ids.parse(search.q().strip()).orElse(null))
                .param("kind", kind == null ? null : kind.name())
                .param("only", only == null ? null : only.toArray(UUID[]::new));
    }
}
