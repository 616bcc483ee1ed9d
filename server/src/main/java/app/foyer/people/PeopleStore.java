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
    private final JdbcClient db;
    private final FreshPlans fresh;
    private final MemberStore members;

    PeopleStore(JdbcClient db, FreshPlans fresh, MemberStore members) {
        this.db = db;
        this.fresh = fresh;
        this.members = members;
    }

    /// Where few match, they are fetched and sorted; otherwise all are walked in order until there are enough.
    List<Keyed<Member>> page(
            OrganizationId organization, PeopleSearch search, boolean few, Optional<Cursor> after, int limit) {
        var sort = search.sort();
        return bind(
                        PAGE.formatted(
                                sort.key(),
                                sort.direction(),
                                MemberStore.COLUMNS,
                                few ? FETCHED.formatted(matching(search)) : walking(search),
                                after.isEmpty() ? "" : BEHIND.formatted(sort.key(), sort.comparison(), sort.type())),
                        organization,
                        search)
                .param("key", after.map(Cursor::key).filter(sort::accepts).orElse(sort.any()))
                .param("after", after.map(Cursor::id).orElse(null))
                .param("limit", limit)
                .query((row, _) -> new Keyed<>(
                        members.read(row),
                        new Cursor(sort.list(), row.getString("sort_key"), row.getObject("id", UUID.class))))
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
        return matchingRole(search) + Piece.of(search.q()).condition + reaching(search);
    }

    // Short pieces have an index of their own, which has no order.
    private static String walking(PeopleSearch search) {
        return matchingRole(search) + (search.q().isEmpty() ? "" : Piece.LONG.condition) + reaching(search);
    }

    private static String matchingRole(PeopleSearch search) {
        return search.orgRole().isEmpty() ? MATCHING : MATCHING + OF_ROLE;
    }

    private static String reaching(PeopleSearch search) {
        return search.application().isEmpty() ? "" : REACHING.getOrDefault(search.orgRole(), "");
    }

    // What decides who is on the page stands in the index of each order, so that those who aren't are passed quickly.
    private static final String PAGE = """
            select p.sort_key::text as sort_key, %3$s
              from (select m.organization_id, m.id, %1$s as sort_key
            %4$s%5$s
                     order by %1$s %2$s, m.id %2$s
                     limit :limit) p
              join member m on m.organization_id = p.organization_id and m.id = p.id
             order by p.sort_key %2$s, p.id %2$s
            """;

    private static final String BEHIND = "   and (%s, m.id) %s (:key::%s, :after::uuid)\n";

    private static final String MATCHING = """

              from member m
             where m.organization_id = :organization
            """;

    private static final String OF_ROLE = "   and m.org_role = :orgRole\n";

    // PostgreSQL guesses that more match, and would walk past everybody else: `offset 0` keeps it from that.
    private static final String FETCHED = """

              from (select m.organization_id, m.id, m.name, m.joined_at, m.last_seen_at %s offset 0) m
             where true
            """;

    /// How to look for a piece of a name or address.
    private enum Piece {
        NONE(""),
        SHORT("   and m.short_pieces @@ :piece::tsquery\n"),
        LONG("   and m.search like :pattern\n");

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
        return (search.isAll() ? db.sql(sql) : fresh.sql(sql))
                .param("organization", organization.value())
                .param("piece", Sql.lexeme(search.q()))
                .param("pattern", Sql.containing(search.q()))
                .param("orgRole", search.orgRole().map(OrgRole::name).orElse(null))
                .param(
                        "application",
                        search.application().map(ApplicationId::value).orElse(null));
    }
}
