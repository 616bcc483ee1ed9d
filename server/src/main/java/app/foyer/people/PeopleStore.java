package app.foyer.people;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.FreshPlans;
import app.foyer.database.Sql;
import app.foyer.organization.ApplicationId;
import app.foyer.organization.OrganizationId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of Platform Access: members searched, filtered, sorted and counted.
@Repository
class PeopleStore {
    /// How many of an organization's people are walked past at most before those who match are fetched instead. One who
    /// is fetched costs as much as ten who are passed, so that this is worth it for few of many alone.
    private static final int WALK = 400_000;

    private final JdbcClient db;
    private final FreshPlans fresh;
    private final GrantStore grants;

    PeopleStore(JdbcClient db, FreshPlans fresh, GrantStore grants) {
        this.db = db;
        this.fresh = fresh;
        this.grants = grants;
    }

    /// Where few match, they are fetched and sorted; otherwise all are walked in order until there are enough, and
    /// fetched after all where that would take long. What guests among them may reach comes in a second statement,
    /// which costs less than to gather it in the first.
    List<Keyed<Member>> page(
            OrganizationId organization, PeopleSearch search, boolean few, Optional<Cursor> after, int limit) {
        var sort = search.sort();
        var page = bind(pageOf(search, few, after.isPresent(), limit), organization, search)
                .param("key", after.map(Cursor::key).filter(sort::accepts).orElse(sort.any()))
                .param("after", after.map(Cursor::id).orElse(null))
                .query((row, _) -> new Keyed<>(
                        MemberStore.read(row, List.of()),
                        new Cursor(sort.list(), row.getString("sort_key"), row.getObject("id", UUID.class))))
                .list();
        return withGrants(organization, page);
    }

    private List<Keyed<Member>> withGrants(OrganizationId organization, List<Keyed<Member>> page) {
        var guests = page.stream()
                .map(Keyed::row)
                .filter(member -> member.orgRole() == OrgRole.GUEST)
                .map(member -> member.id().value())
                .toList();
        var held = grants.ofMembers(organization, guests);
        return page.stream()
                .map(keyed -> {
                    var own = held.getOrDefault(keyed.row().id().value(), List.of());
                    return own.isEmpty() ? keyed : new Keyed<>(keyed.row().having(own), keyed.cursor());
                })
                .toList();
    }

    int count(OrganizationId organization, PeopleSearch search, int most) {
        var sql = "select count(*) from (select 1 from member m where" + matching(search) + " limit " + most + ") c";
        return bind(sql, organization, search).query(Integer.class).single();
    }

    private static String pageOf(PeopleSearch search, boolean few, boolean further, int limit) {
        var sort = search.sort();
        var behind = further
                ? "and (%s, m.id) %s (:key::%s, :after::uuid)".formatted(sort.key(), sort.comparison(), sort.type())
                : "";
        var sql = search.isContiguous()
                ? CONTIGUOUS
                : search.q().isEmpty() ? FILTERED : few ? FETCHED : WALKED_OR_FETCHED;
        return sql.replace("{fields}", MemberStore.FIELDS)
                .replace("{matching}", matching(search))
                .replace("{in order}", ofRole(search))
                .replace("{passing}", passing(search))
                .replace("{behind}", behind)
                .replace("{key}", sort.key())
                .replace("{direction}", sort.direction())
                .replace("{limit}", Integer.toString(limit));
    }

    // Each of them is on the page, so they are read as the index of the order finds them.
    private static final String CONTIGUOUS = """
            select {key}::text as sort_key, {fields}
              from member m
             where {in order} {behind}
             order by {key} {direction}, m.id {direction}
             limit {limit}
            """;

    // PostgreSQL guesses that more match, and would walk past everybody else: `offset 0` keeps it from that.
    private static final String FETCHING = """
            select m.organization_id, m.id, {key} as sort_key
              from (select m.organization_id, m.id, m.name, m.joined_at, m.last_seen_at
                      from member m
                     where {matching}
                    offset 0) m
             where {condition} {behind}
             order by {key} {direction}, m.id {direction}
             limit {limit}
            """;

    // What decides who is on the page stands in the index of each order, so that those who aren't are passed quickly.
    private static final String WALKING = """
            select m.organization_id, m.id, m.sort_key
              from (select m.organization_id, m.id, m.org_role, m.search, {key} as sort_key
                      from member m
                     where {in order} {behind}
                     order by {key} {direction}, m.id {direction}
                     limit %d) m
             where {passing}
             order by m.sort_key {direction}, m.id {direction}
             limit {limit}
            """.formatted(WALK);

    // Where nothing is searched for, PostgreSQL sees by itself whether to walk or to begin with the grants.
    private static final String FILTERING = """
            select m.organization_id, m.id, {key} as sort_key
              from member m
             where {in order} and {passing} {behind}
             order by {key} {direction}, m.id {direction}
             limit {limit}
            """;

    private static final String FOUND = """
            select p.sort_key::text as sort_key, {fields}
              from (%s) p
              join member m on m.organization_id = p.organization_id and m.id = p.id
             order by p.sort_key {direction}, p.id {direction}
            """;

    private static final String FETCHED = FOUND.formatted(FETCHING.replace("{condition}", "true"));

    private static final String FILTERED = FOUND.formatted(FILTERING);

    // Only one of the two is run.
    private static final String WALKED_OR_FETCHED = "with walked as materialized ("
            + WALKING
            + "), fetched as ("
            + FETCHING.replace("{condition}", "(select count(*) from walked) < {limit}")
            + ")\n"
            + FOUND.formatted("""
            select * from walked where (select count(*) from walked) = {limit}
            union all
            select * from fetched
            """);

    private static String matching(PeopleSearch search) {
        return ofRole(search) + Piece.of(search.q()).condition + reaching(search);
    }

    // Behind a select PostgreSQL doesn't see which organization it is, and keeps one plan for all. A search needs the
    // plan that is good for this one.
    private static String ofRole(PeopleSearch search) {
        return " m.organization_id = "
                + (search.isContiguous() ? "(select :organization::uuid)" : ":organization")
                + (search.orgRole().isEmpty() ? "" : " and m.org_role = :orgRole");
    }

    // Says the same of each one as `like` does, and says it sooner; but it can't be looked up.
    private static String passing(PeopleSearch search) {
        return "true" + (search.q().isEmpty() ? "" : " and strpos(m.search, :q) > 0") + reaching(search);
    }

    private static String reaching(PeopleSearch search) {
        return search.application().isEmpty() ? "" : REACHING.getOrDefault(search.orgRole(), "");
    }

    /// How to look for a piece of a name or address.
    private enum Piece {
        NONE(""),
        SHORT(" and m.short_pieces @@ :piece::tsquery"),
        LONG(" and m.search like :pattern");

        private final String condition;

        Piece(String condition) {
            this.condition = condition;
        }

        static Piece of(String q) {
            return switch ((int) q.toLowerCase(Locale.ROOT).codePoints().count()) {
                case 0 -> NONE;
                case 1, 2 -> SHORT;
                default -> LONG;
            };
        }
    }

    /// Who can reach an application, by the Org role that is asked for; admins and members reach all. Each as
    /// PostgreSQL is quick with it: guests start from the grants, everybody walks in the list's order.
    private static final Map<Optional<OrgRole>, String> REACHING =
            Map.of(Optional.of(OrgRole.GUEST), """
             and exists (select from app_grant g
                            where g.organization_id = m.organization_id and g.member_id = m.id
                              and g.application_id = :application)
            """, Optional.empty(), """
             and (m.org_role <> 'GUEST' or m.id in (
                    select g.member_id from app_grant g
                     where g.organization_id = :organization and g.application_id = :application))
            """);

    private JdbcClient.StatementSpec bind(String sql, OrganizationId organization, PeopleSearch search) {
        return (search.isContiguous() ? db.sql(sql) : fresh.sql(sql))
                .param("organization", organization.value())
                .param("piece", Sql.lexeme(search.q()))
                .param("pattern", Sql.containing(search.q()))
                .param("q", search.q().toLowerCase(Locale.ROOT))
                .param("orgRole", search.orgRole().map(OrgRole::name).orElse(null))
                .param(
                        "application",
                        search.application().map(ApplicationId::value).orElse(null));
    }
}
