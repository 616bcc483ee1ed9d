package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.FreshPlans;
import app.foyer.database.Ids;
import app.foyer.database.Sql;
import app.foyer.organization.ApplicationGone;
import app.foyer.organization.ApplicationId;
import app.foyer.organization.Organization;
import app.foyer.organization.OrganizationId;
import app.foyer.organization.OrganizationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of members.
@Repository
class MemberStore {
    private static final String COLUMNS = """
            m.id, m.account_id, m.name, m.email, m.org_role, m.joined_at, m.last_seen_at, m.access_ends_at, m.version,
            case when m.org_role = 'GUEST' then %s end as app_grants
            """.formatted(
                    AppGrantJson.column("app_grant", "g.organization_id = m.organization_id and g.member_id = m.id"));

    private final JdbcClient db;
    private final FreshPlans fresh;
    private final AppGrantJson grants;
    private final OrganizationStore organizations;

    MemberStore(JdbcClient db, FreshPlans fresh, AppGrantJson grants, OrganizationStore organizations) {
        this.db = db;
        this.fresh = fresh;
        this.grants = grants;
        this.organizations = organizations;
    }

    private Member read(ResultSet row) throws SQLException {
        return new Member(
                new MemberId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                new Access(
                        OrgRole.valueOf(row.getString("org_role")),
                        grants.read(row.getString("app_grants")),
                        Sql.instantOrNull(row, "access_ends_at")),
                Sql.instant(row, "joined_at"),
                Sql.instantOrNull(row, "last_seen_at"),
                row.getInt("version"));
    }

    /// An organization and somebody's place in it.
    record Place(Organization organization, Member member) {}

    Optional<Place> place(String reference, AccountId account, Instant now) {
        var id = Ids.parse(reference);
        var where = id.isPresent() ? "where o.id = :id" : """
                 where o.id = (select s.organization_id from organization_slug s
                                where s.slug = :slug and (s.kept_until is null or s.kept_until > :now))
                """;
        return db.sql("select " + OrganizationStore.COLUMNS + ", " + COLUMNS + """
                  from organization o
                  join member m on m.organization_id = o.id and m.account_id = :account
                """ + where)
                .param("id", id.orElse(null))
                .param("slug", reference)
                .param("now", Sql.at(now))
                .param("account", account.value())
                .query((row, _) -> new Place(organizations.read(row), read(row)))
                .optional();
    }

    /// A page of the places where an account has access, by the organizations' names.
    ///
    /// @param only the one organization to look in; null for all
    List<Keyed<Place>> places(
            AccountId account, @Nullable OrganizationId only, Optional<Cursor> after, int limit, Instant now) {
        return db.sql("select lower(o.name) as sort_key, " + OrganizationStore.COLUMNS + ", " + COLUMNS + PLACES + """
                   and (:first or (lower(o.name), o.id) > (:key, :after::uuid))
                 order by lower(o.name), o.id
                 limit :limit
                """)
                .param("account", account.value())
                .param("only", only == null ? null : only.value())
                .param("now", Sql.at(now))
                .param("first", after.isEmpty())
                .param("key", after.map(Cursor::key).orElse(""))
                .param("after", after.map(Cursor::id).orElse(null))
                .param("limit", limit)
                .query((row, _) -> {
                    var place = new Place(organizations.read(row), read(row));
                    return new Keyed<>(
                            place,
                            new Cursor(
                                    row.getString("sort_key"),
                                    place.organization().id().value()));
                })
                .list();
    }

    int countPlaces(AccountId account, @Nullable OrganizationId only, int most, Instant now) {
        return db.sql("select count(*) from (select 1" + PLACES + "limit :limit) as counted")
                .param("account", account.value())
                .param("only", only == null ? null : only.value())
                .param("now", Sql.at(now))
                .param("limit", most)
                .query(Integer.class)
                .single();
    }

    private static final String PLACES = """

              from member m
              join organization o on o.id = m.organization_id
             where m.account_id = :account and (:only::uuid is null or o.id = :only::uuid)
               and (m.access_ends_at is null or m.access_ends_at > :now)
            """;

    List<Place> places(AccountId account) {
        return db.sql("select " + OrganizationStore.COLUMNS + ", " + COLUMNS + """
                  from member m
                  join organization o on o.id = m.organization_id
                 where m.account_id = :account
                 order by lower(o.name), o.id
                """)
                .param("account", account.value())
                .query((row, _) -> new Place(organizations.read(row), read(row)))
                .list();
    }

    Optional<Member> find(OrganizationId organization, MemberId id) {
        return db.sql("select " + COLUMNS + "from member m where m.organization_id = :organization and m.id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<Member> find(OrganizationId organization, AccountId account) {
        return db.sql("select " + COLUMNS
                        + "from member m where m.organization_id = :organization and m.account_id = :account")
                .param("organization", organization.value())
                .param("account", account.value())
                .query((row, _) -> read(row))
                .optional();
    }

    List<Keyed<Member>> page(OrganizationId organization, PeopleSearch search, Optional<Cursor> after, int limit) {
        var sort = search.sort();
        return bind(
                        "select " + sort.key() + "::text as sort_key, " + COLUMNS + matching(search)
                                + """
                   and (:first or (%1$s, m.id) %2$s (:key::%3$s, :after::uuid))
                 order by %1$s %4$s, m.id %4$s
                 limit :limit
                """.formatted(sort.key(), sort.comparison(), sort.type(), sort.direction()),
                        organization,
                        search)
                .param("first", after.isEmpty())
                .param("key", after.map(Cursor::key).filter(sort::accepts).orElse(sort.any()))
                .param("after", after.map(Cursor::id).orElse(null))
                .param("limit", limit)
                .query((row, _) ->
                        new Keyed<>(read(row), new Cursor(row.getString("sort_key"), row.getObject("id", UUID.class))))
                .list();
    }

    int count(OrganizationId organization, PeopleSearch search, int most) {
        return bind(
                        "select count(*) from (select 1" + matching(search) + "limit :limit) as counted",
                        organization,
                        search)
                .param("limit", most)
                .query(Integer.class)
                .single();
    }

    private static String matching(PeopleSearch search) {
        return MATCHING + (search.application().isEmpty() ? "" : REACHING.get(search.orgRole()));
    }

    private static final String MATCHING = """

              from member m
             where m.organization_id = :organization
               and (:all or m.search like :pattern)
               and (:orgRole::text is null or m.org_role = :orgRole::text)
            """;

    /// Who can reach an application, by the Org role that is asked for. Each as PostgreSQL is quick with it: guests
    /// start
    /// from the grants, everybody walks in the list's order.
    private static final Map<Optional<OrgRole>, String> REACHING = Map.of(
            Optional.of(OrgRole.ADMIN),
            "",
            Optional.of(OrgRole.MEMBER),
            "",
            Optional.of(OrgRole.GUEST),
            """
               and exists (select from app_grant g
                            where g.organization_id = m.organization_id and g.member_id = m.id
                              and g.application_id = :application)
            """,
            Optional.empty(),
            """
               and (m.org_role <> 'GUEST' or m.id in (
                    select g.member_id from app_grant g
                     where g.organization_id = :organization and g.application_id = :application))
            """);

    private JdbcClient.StatementSpec bind(String sql, OrganizationId organization, PeopleSearch search) {
        return fresh.sql(sql)
                .param("organization", organization.value())
                .param("all", search.q().isBlank())
                .param("pattern", Sql.containing(search.q()))
                .param("orgRole", search.orgRole().map(OrgRole::name).orElse(null))
                .param(
                        "application",
                        search.application().map(ApplicationId::value).orElse(null));
    }

    /// Keeps everybody else from changing the organization's admins and this member. In the order of their ids, so that
    /// two who do so wait for each other instead of both.
    List<Held.Row> hold(OrganizationId organization, MemberId member) {
        return db.sql("""
                select m.id, m.account_id, m.org_role, m.access_ends_at, m.end_noted
                  from member m
                 where m.organization_id = :organization and (m.org_role = 'ADMIN' or m.id = :member)
                 order by m.id
                   for no key update
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, _) -> held(row))
                .list();
    }

    /// The same for an account's own place.
    Optional<Held.Row> hold(OrganizationId organization, AccountId account) {
        return db.sql("""
                select m.id, m.account_id, m.org_role, m.access_ends_at, m.end_noted
                  from member m
                 where m.organization_id = :organization and m.account_id = :account
                   for no key update
                """)
                .param("organization", organization.value())
                .param("account", account.value())
                .query((row, _) -> held(row))
                .optional();
    }

    private static Held.Row held(ResultSet row) throws SQLException {
        return new Held.Row(
                new MemberId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                OrgRole.valueOf(row.getString("org_role")),
                Sql.instantOrNull(row, "access_ends_at"),
                row.getBoolean("end_noted"));
    }

    /// Adds somebody, or renews the place of somebody whose access had ended. Their former grants go. Empty when
    /// somebody
    /// has access, who may have come in this very moment.
    Optional<MemberId> put(OrganizationId organization, Member member) {
        var id = db.sql("""
                insert into member (organization_id, id, account_id, name, email, org_role, joined_at, access_ends_at)
                values (:organization, :id, :account, :name, :email, :orgRole, :joinedAt, :endsAt)
                on conflict (organization_id, account_id)
                   do update set org_role = excluded.org_role, joined_at = excluded.joined_at,
                                 access_ends_at = excluded.access_ends_at, version = member.version + 1,
                                 end_noted = false, end_announced = false
                    where member.access_ends_at <= excluded.joined_at
                returning id
                """)
                .param("organization", organization.value())
                .param("id", member.id().value())
                .param("account", member.account().value())
                .param("name", member.name())
                .param("email", member.email())
                .param("orgRole", member.orgRole().name())
                .param("joinedAt", Sql.at(member.joinedAt()))
                .param("endsAt", Sql.atOrNull(member.accessEndsAt()))
                .query(UUID.class)
                .optional()
                .map(MemberId::new);
        id.ifPresent(placed -> ungrantAll(organization, placed));
        id.filter(_ -> !member.appGrants().isEmpty())
                .ifPresent(placed -> grant(organization, placed, member.appGrants()));
        return id;
    }

    /// Saves a changed access. Another end is noted and announced anew.
    void save(OrganizationId organization, Member before, Member after) {
        db.sql("""
                update member
                   set org_role = :orgRole, access_ends_at = :endsAt, version = :version,
                       end_noted = end_noted and access_ends_at is not distinct from :endsAt::timestamptz,
                       end_announced = end_announced and access_ends_at is not distinct from :endsAt::timestamptz
                 where organization_id = :organization and id = :id
                """)
                .param("organization", organization.value())
                .param("id", after.id().value())
                .param("orgRole", after.orgRole().name())
                .param("endsAt", Sql.atOrNull(after.accessEndsAt()))
                .param("version", after.version())
                .update();
        if (before.orgRole() != after.orgRole() || !before.appGrants().equals(after.appGrants())) {
            ungrant(organization, after.id());
            if (!after.appGrants().isEmpty()) {
                grant(organization, after.id(), after.appGrants());
            }
        }
    }

    void delete(OrganizationId organization, MemberId member) {
        db.sql("delete from member where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", member.value())
                .update();
    }

    private void ungrantAll(OrganizationId organization, MemberId member) {
        db.sql("delete from app_grant where organization_id = :organization and member_id = :id")
                .param("organization", organization.value())
                .param("id", member.value())
                .update();
    }

    /// A guest keeps grants on archived applications, for when these are restored.
    private void ungrant(OrganizationId organization, MemberId member) {
        db.sql("""
                delete from app_grant g
                 using member m, application a
                 where g.organization_id = :organization and g.member_id = :id
                   and m.organization_id = g.organization_id and m.id = g.member_id
                   and a.organization_id = g.organization_id and a.id = g.application_id
                   and (m.org_role <> 'GUEST' or a.archived_at is null)
                """)
                .param("organization", organization.value())
                .param("id", member.value())
                .update();
    }

    private void grant(OrganizationId organization, MemberId member, List<AppGrant> appGrants) {
        ApplicationGone.when(() -> db.sql("""
                insert into app_grant (organization_id, member_id, application_id, app_role, access_ends_at)
                select :organization, :member, g.application_id, g.app_role, g.access_ends_at
                  from unnest(:applications::uuid[], :roles::text[], :ends::timestamptz[])
                       as g(application_id, app_role, access_ends_at)
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("applications", AppGrantJson.applications(appGrants))
                .param("roles", AppGrantJson.roles(appGrants))
                .param("ends", AppGrantJson.ends(appGrants))
                .update());
    }

    /// How many have access now, by organization; those in which nobody has are left out.
    Map<OrganizationId, Integer> seatsUsed(Collection<OrganizationId> organizations, Instant now) {
        return db
                .sql("""
                select organization_id, count(*) as number from member
                 where organization_id = any(:organizations::uuid[])
                   and (access_ends_at is null or access_ends_at > :now)
                 group by organization_id
                """)
                .param(
                        "organizations",
                        organizations.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .param("now", Sql.at(now))
                .query((row, _) -> Map.entry(
                        new OrganizationId(row.getObject("organization_id", UUID.class)), row.getInt("number")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    int seatsUsed(OrganizationId organization, Instant now) {
        return seatsUsed(List.of(organization), now).getOrDefault(organization, 0);
    }

    void seen(OrganizationId organization, MemberId member, Instant now) {
        db.sql("update member set last_seen_at = :now where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", member.value())
                .param("now", Sql.at(now))
                .update();
    }

    void rename(AccountId account, String name) {
        db.sql("update member set name = :name where account_id = :account")
                .param("account", account.value())
                .param("name", name)
                .update();
    }
}
