package app.foyer.invitation;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.FreshPlans;
import app.foyer.database.LionsShare;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import app.foyer.people.GrantStore;
import app.foyer.people.OrgRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of an organization's list of invitations: searched, filtered and counted.
@Repository
class InvitationListStore {
    // Each of them is on the page, so they are read as the key finds them. A limit that stands in the statement lets
    // PostgreSQL see that one plan does for all organizations.
    private static final String PAGE_OF_ALL =
            InvitationStore.FIELDS + """
                   , {number} as number
              from (select * from invitation i where i.organization_id = (select :organization::uuid) {before}
                     order by i.id desc
                     limit {limit}) i""" + InvitationStore.INVITERS + "order by i.id desc";

    // `offset 0` has PostgreSQL look up one by one whatever it believes of the organization's size.
    private static final String SELECT_THESE =
            InvitationStore.FIELDS + """
              from unnest((select :ids::uuid[])) with ordinality as these(id, place)
              join lateral (select * from invitation where organization_id = :organization and id = these.id offset 0) i
                   on true""" + InvitationStore.INVITERS + "order by these.place";

    // Behind a select PostgreSQL doesn't see which organization it is, and keeps one plan for all. Without an order it
    // would go through the table, in the hope of soon meeting enough of this one. The oldest are known to be visible to
    // everybody, so that the index alone tells of them.
    private static final String ALL_COUNTED = """
            select count(*)
              from (select from invitation i where i.organization_id = (select :organization::uuid)
                     order by i.id
                     limit %d) as counted
            """;

    private final JdbcClient db;
    private final FreshPlans fresh;
    private final LionsShare share;
    private final GrantStore grants;
    private final KnownToBeMany known = new KnownToBeMany();

    InvitationListStore(JdbcClient db, FreshPlans fresh, LionsShare share, GrantStore grants) {
        this.db = db;
        this.fresh = fresh;
        this.share = share;
        this.grants = grants;
    }

    /// A page, newest first, and how many match.
    ///
    /// @param number exact below the most that were to be counted
    record Found(List<Keyed<Invitation>> page, int number) {}

    /// What [#count] says as well, found with one search where there is something to show; further pages of some take a
    /// second one. What guests are promised is read by a statement of its own.
    Found find(
            OrganizationId organization,
            InvitationSearch search,
            Optional<Cursor> after,
            int limit,
            int most,
            Instant now) {
        var counted = after.isEmpty() || search.isAll();
        var found = search.isAll()
                ? all(organization, after, limit, most, now)
                : some(organization, search, after, limit, counted ? most : 0, now);
        var page = promising(organization, found.invitations());
        return after.isEmpty() || counted && !page.isEmpty()
                ? new Found(page, found.number())
                : new Found(page, count(organization, search, most, now));
    }

    private List<Keyed<Invitation>> promising(OrganizationId organization, List<Invitation> page) {
        var guests = page.stream()
                .filter(invitation -> invitation.orgRole() == OrgRole.GUEST)
                .map(invitation -> invitation.id().value())
                .toList();
        var promised = grants.ofInvitations(organization, guests);
        return page.stream()
                .map(i -> new Keyed<>(
                        i.promising(promised.getOrDefault(i.id().value(), List.of())),
                        new Cursor(InvitationSearch.LIST, "", i.id().value())))
                .toList();
    }

    private record Look(List<Invitation> invitations, int number) {}

    private Look all(OrganizationId organization, Optional<Cursor> after, int limit, int most, Instant now) {
        var number = new AtomicInteger();
        var counted = known.has(organization, InvitationSearch.all(), most)
                ? "" + most
                : "(" + ALL_COUNTED.formatted(most) + ")";
        var page = db.sql(PAGE_OF_ALL
                        .replace("{number}", counted)
                        .replace("{before}", InvitationListSql.before(after))
                        .replace("{limit}", Integer.toString(limit)))
                .param("organization", organization.value())
                .param("after", after.map(Cursor::id).orElse(null))
                .param("now", Sql.at(now))
                .query((row, _) -> {
                    number.set(row.getInt("number"));
                    return InvitationStore.read(row, List.of());
                })
                .list();
        known.note(organization, InvitationSearch.all(), number.get(), most);
        return new Look(page, number.get());
    }

    // A short statement, which is planned anew for each search; the long one that reads them has a plan that stays.
    private Look some(
            OrganizationId organization,
            InvitationSearch search,
            Optional<Cursor> after,
            int limit,
            int most,
            Instant now) {
        var counted = known.has(organization, search, most);
        var sql = InvitationListSql.page(search, its(organization, search), after, limit, counted ? 0 : most);
        var number = new AtomicInteger();
        var ids = bind(sql, organization, search, now)
                .param("after", after.map(Cursor::id).orElse(null))
                .query((row, _) -> {
                    number.set(row.getInt("number"));
                    return row.getObject("id", UUID.class);
                })
                .list();
        if (after.isEmpty()) {
            known.note(organization, search, number.get(), most);
        }
        return new Look(these(organization, ids, now), counted ? most : number.get());
    }

    private List<Invitation> these(OrganizationId organization, List<UUID> ids, Instant now) {
        return db.sql(SELECT_THESE)
                .param("organization", organization.value())
                .param("ids", ids.toArray(UUID[]::new))
                .param("now", Sql.at(now))
                .query((row, _) -> InvitationStore.read(row, List.of()))
                .list();
    }

    int count(OrganizationId organization, InvitationSearch search, int most, Instant now) {
        if (known.has(organization, search, most)) {
            return most;
        }
        var sql = search.isAll()
                ? ALL_COUNTED.formatted(most)
                : InvitationListSql.count(search, its(organization, search), most);
        var number = bind(sql, organization, search, now).query(Integer.class).single();
        known.note(organization, search, number, most);
        return number;
    }

    private String its(OrganizationId organization, InvitationSearch search) {
        return search.q().isBlank() ? InvitationListSql.ITS : share.of(organization.value(), "invitation", "i");
    }

    private JdbcClient.StatementSpec bind(
            String sql, OrganizationId organization, InvitationSearch search, Instant now) {
        return (search.isAll() ? db.sql(sql) : fresh.sql(sql))
                .param("organization", organization.value())
                .param("pattern", Sql.containing(search.q()))
                .param("now", Sql.at(now));
    }
}
