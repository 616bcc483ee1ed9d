package app.foyer.organization;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The SQL of organizations.
@Repository
public class OrganizationStore {
    /// What [#read] needs of an `organization` called `o`.
    public static final String COLUMNS = """
            o.id as organization_id, o.slug as organization_slug, o.name as organization_name, o.time_zone,
            o.primary_contacts, o.seats, o.plan_starts_on, o.plan_ends_on, o.suspended_at,
            o.greeting, o.logo_hash, o.logo_width, o.logo_height, o.version as organization_version""";

    private static final TypeReference<List<Organization.Contact>> CONTACTS = new TypeReference<>() {};

    private final JdbcClient db;
    private final JsonMapper json;

    OrganizationStore(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    public Organization read(ResultSet row) throws SQLException {
        return new Organization(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("organization_slug"),
                row.getString("organization_name"),
                ZoneId.of(row.getString("time_zone")),
                json.readValue(row.getString("primary_contacts"), CONTACTS),
                new Plan(
                        row.getObject("seats", Integer.class),
                        row.getObject("plan_starts_on", LocalDate.class),
                        row.getObject("plan_ends_on", LocalDate.class)),
                Sql.instantOrNull(row, "suspended_at"),
                letterhead(row),
                row.getInt("organization_version"));
    }

    /// From the columns `greeting`, `logo_hash`, `logo_width` and `logo_height`.
    public static Letterhead letterhead(ResultSet row) throws SQLException {
        return new Letterhead(row.getString("greeting"), logo(row));
    }

    private static Letterhead.@Nullable Logo logo(ResultSet row) throws SQLException {
        var hash = row.getString("logo_hash");
        return hash == null ? null : new Letterhead.Logo(hash, row.getInt("logo_width"), row.getInt("logo_height"));
    }

    Optional<Organization> byId(OrganizationId id) {
        return db.sql("select " + COLUMNS + " from organization o where o.id = :id")
                .param("id", id.value())
                .query((row, _) -> read(row))
                .optional();
    }

    List<Organization> byIds(Collection<OrganizationId> ids) {
        return db.sql("select " + COLUMNS + " from organization o where o.id = any(:ids::uuid[])")
                .param("ids", ids.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    /// By its slug, or one that it had until lately.
    Optional<Organization> bySlug(String slug, Instant now) {
        return db.sql("select " + COLUMNS + """
                  from organization_slug s
                  join organization o on o.id = s.organization_id
                 where s.slug = :slug and (s.kept_until is null or s.kept_until > :now)
                """)
                .param("slug", slug)
                .param("now", Sql.at(now))
                .query((row, _) -> read(row))
                .optional();
    }

    /// Up to `limit` organizations in the order of their ids, that is of their making, newest first.
    List<Keyed<Organization>> newest(@Nullable UUID before, int limit) {
        return db.sql("select " + COLUMNS + """
                  from organization o
                 where :before::uuid is null or o.id < :before::uuid
                 order by o.id desc
                 limit :limit
                """)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new Keyed<>(
                        read(row), new Cursor(Organizations.NEWEST, "", row.getObject("organization_id", UUID.class))))
                .list();
    }

    boolean isEmpty() {
        return !db.sql("select exists (select from organization)")
                .query(Boolean.class)
                .single();
    }

    /// Takes the slug; false when another organization has it.
    boolean insert(Organization organization, Instant now) {
        db.sql("""
                insert into organization (id, slug, name, time_zone, primary_contacts, created_at)
                values (:id, :slug, :name, :timeZone, :contacts::jsonb, :now)
                """)
                .param("id", organization.id().value())
                .param("slug", organization.slug())
                .param("name", organization.name())
                .param("timeZone", organization.timeZone().getId())
                .param("contacts", json.writeValueAsString(organization.primaryContacts()))
                .param("now", Sql.at(now))
                .update();
        return takeSlug(organization.id(), organization.slug(), now);
    }

    /// Takes a slug that nobody has, or had until lately; false when another organization does.
    boolean takeSlug(OrganizationId organization, String slug, Instant now) {
        return db.sql("""
                insert into organization_slug (slug, organization_id) values (:slug, :id)
                on conflict (slug) do update set organization_id = excluded.organization_id, kept_until = null
                 where organization_slug.organization_id = excluded.organization_id
                    or organization_slug.kept_until <= :now
                """)
                        .param("slug", slug)
                        .param("id", organization.value())
                        .param("now", Sql.at(now))
                        .update()
                == 1;
    }

    /// Lets a slug lead to its organization for some more time.
    void keepSlug(OrganizationId organization, String slug, Instant until) {
        db.sql("update organization_slug set kept_until = :until where slug = :slug and organization_id = :id")
                .param("slug", slug)
                .param("id", organization.value())
                .param("until", Sql.at(until))
                .update();
    }

    void save(Organization organization) {
        db.sql("""
                update organization
                   set slug = :slug, name = :name, time_zone = :timeZone, primary_contacts = :contacts::jsonb,
                       seats = :seats, plan_starts_on = :startsOn, plan_ends_on = :endsOn, suspended_at = :suspendedAt,
                       greeting = :greeting, version = version + 1
                 where id = :id
                """)
                .param("id", organization.id().value())
                .param("slug", organization.slug())
                .param("name", organization.name())
                .param("timeZone", organization.timeZone().getId())
                .param("contacts", json.writeValueAsString(organization.primaryContacts()))
                .param("seats", organization.plan().seats())
                .param("startsOn", organization.plan().startsOn())
                .param("endsOn", organization.plan().endsOn())
                .param("suspendedAt", Sql.atOrNull(organization.suspendedAt()))
                .param("greeting", organization.letterhead().greeting())
                .update();
    }

    /// Makes whoever else counts this organization's seats wait until this transaction is over.
    Optional<Organization> lock(OrganizationId id) {
        return db.sql("select " + COLUMNS + " from organization o where o.id = :id for no key update")
                .param("id", id.value())
                .query((row, _) -> read(row))
                .optional();
    }
}
