package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.database.Sql;
import app.foyer.organization.ApplicationGone;
import app.foyer.organization.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of members.
@Repository
class MemberStore {
    /// A member without the app grants.
    static final String FIELDS = """
            m.id, m.account_id, m.name, m.email, m.org_role, m.joined_at, m.last_seen_at, m.access_ends_at, m.version
            """;

    static final String COLUMNS = FIELDS
            + ", %s as app_grants\n"
                    .formatted(AppGrantJson.column(
                            "app_grant", "g.organization_id = m.organization_id and g.member_id = m.id", "m.org_role"));

    private final JdbcClient db;
    private final AppGrantJson grants;

    MemberStore(JdbcClient db, AppGrantJson grants) {
        this.db = db;
        this.grants = grants;
    }

    Member read(ResultSet row) throws SQLException {
        return read(row, grants.read(row.getString("app_grants")));
    }

    static Member read(ResultSet row, List<AppGrant> appGrants) throws SQLException {
        return new Member(
                new MemberId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                new Access(
                        OrgRole.valueOf(row.getString("org_role")),
                        appGrants,
                        Sql.instantOrNull(row, "access_ends_at")),
                Sql.instant(row, "joined_at"),
                Sql.instantOrNull(row, "last_seen_at"),
                row.getInt("version"));
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

    /// Adds somebody, or renews the place of somebody whose access had ended. Their former grants go. Empty
    /// when they have access, having come in this very moment perhaps, and when the account is gone. Until this
    /// transaction is over it isn't deleted.
    Optional<MemberId> put(OrganizationId organization, Member member) {
        var placed = db.sql("""
                insert into member (organization_id, id, account_id, name, email, org_role, joined_at, access_ends_at)
                select :organization, :id, a.id, :name, :email, :orgRole, :joinedAt, :endsAt::timestamptz
                  from account a where a.id = :account and a.deleted_at is null for share
                on conflict (organization_id, account_id)
                   do update set org_role = excluded.org_role, joined_at = excluded.joined_at,
                                 access_ends_at = excluded.access_ends_at, version = member.version + 1,
                                 end_noted = false, end_announced = false
                    where member.access_ends_at <= excluded.joined_at
                returning id, version
                """)
                .param("organization", organization.value())
                .param("id", member.id().value())
                .param("account", member.account().value())
                .param("name", member.name())
                .param("email", member.email())
                .param("orgRole", member.orgRole().name())
                .param("joinedAt", Sql.at(member.joinedAt()))
                .param("endsAt", Sql.atOrNull(member.accessEndsAt()))
                .query((row, _) -> new Placed(new MemberId(row.getObject("id", UUID.class)), row.getInt("version")))
                .optional();
        placed.filter(Placed::again).ifPresent(again -> ungrantAll(organization, again.id));
        placed.filter(_ -> !member.appGrants().isEmpty())
                .ifPresent(there -> grant(organization, there.id, member.appGrants()));
        return placed.map(Placed::id);
    }

    private record Placed(MemberId id, int version) {
        boolean again() {
            return version > 1;
        }
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
