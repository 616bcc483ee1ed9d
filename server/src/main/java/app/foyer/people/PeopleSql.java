package app.foyer.people;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The statements that find people, each as PostgreSQL is quick with it.
final class PeopleSql {
    /// How many are looked at, in another order than the list's, to see whether a word is common; and as many in the
    /// list's own order, to see whether it is soon met there.
    private static final int SAMPLE = 1000;

    /// How many of them have one that is. Whoever is fetched costs as much as some four who are passed.
    private static final int COMMON = 30;

    /// How many of them have one that is soon met, be it at the end of the list.
    private static final int EVERYWHERE = 150;

    /// How many of the next have one that is soon met.
    private static final int SOON = 3;

    /// So many are soon met on the way; fewer are better looked up.
    private static final int MANY = 1001;

    /// So many are better met, however long the way.
    private static final int TOO_MANY = 20_000;

    /// Of more members, those who have a word are too many to be fetched from all over the table.
    private static final int LARGE = 200_000;

    static final String ITS = "m.organization_id = :organization";

    private PeopleSql() {}

    /// A page of those who match, in order, each with the `number` of all of them, counted up to the most. Behind a
    /// cursor that number means nothing for a word.
    ///
    /// @param fetched that who is looked up by a word is the organization's
    /// @param further behind `:key` and `:after` instead of the first
    static String page(PeopleSearch search, String fetched, boolean further, int limit, int most) {
        var sql = search.isContiguous() ? CONTIGUOUS : search.q().isEmpty() ? FILTERED : MET_OR_FETCHED;
        return fill(sql, search, fetched, further, limit, most);
    }

    /// How many match, at most the most.
    static String count(PeopleSearch search, String fetched, int most) {
        // All who have a common word may be at the end of one order, hardly of the other as well.
        return search.q().isEmpty()
                ? fill(COUNTED, search, fetched, false, 0, most)
                : fill(MET_OR_FETCHED_COUNTED, search.inOtherOrder(), fetched, false, 0, most);
    }

    private static String fill(String sql, PeopleSearch search, String fetched, boolean further, int limit, int most) {
        var sort = search.sort();
        var behind = further
                ? "and (%s, m.id) %s (:key::%s, :after::uuid)".formatted(sort.key(), sort.comparison(), sort.type())
                : "";
        return sql.replace("{fields}", MemberStore.FIELDS)
                .replace("{number}", most == 0 ? "0" : "(" + COUNTED + ")")
                .replace("{met}", MET)
                .replace("{fetched}", fetched + role(search) + Piece.of(search.q()).condition + reaching(search))
                .replace("{matching}", ofRole(search) + Piece.of(search.q()).condition + reaching(search))
                .replace("{in order}", ofRole(search))
                .replace("{many reach}", search.isForGuestsOfApplication() ? MANY_REACH : "")
                .replace("{reaching}", search.application().isEmpty() ? "" : WALKED)
                .replace("{behind}", behind)
                .replace("{along}", along(search))
                .replace("{key}", sort.key())
                .replace("{other key}", search.inOtherOrder().sort().key())
                .replace("{direction}", sort.direction())
                .replace("{limit}", Integer.toString(limit))
                .replace("{looked for}", Integer.toString(Math.max(limit, most)))
                .replace("{enough}", Integer.toString(Math.max(MANY, Math.max(limit, most))))
                .replace("{too many}", Integer.toString(Math.max(TOO_MANY, Math.max(limit, most))))
                .replace("{most}", Integer.toString(most));
    }

    // Each of them is on the page, so they are read as the index of the order finds them.
    private static final String CONTIGUOUS = """
            select {key}::text as sort_key, {fields}, {number} as number
              from member m
             where {in order} {behind}
             order by {key} {direction}, m.id {direction}
             limit {limit}
            """;

    // PostgreSQL sees by itself whether to walk along the order or to begin with the grants.
    private static final String FILTERED = """
            select p.sort_key::text as sort_key, {fields}, {number} as number
              from (select m.organization_id, m.id, {key} as sort_key
                      from member m
                     where {matching} {behind}
                     order by {key} {direction}, m.id {direction}
                     limit {limit}) p
              join member m on m.organization_id = p.organization_id and m.id = p.id
             order by p.sort_key {direction}, p.id {direction}
            """;

    private static final String COUNTED =
            "select count(*) from (select from member m where {matching} {along} limit {most}) c";

    // A word stands in the index of each order, so that those who don't have it are passed quickly. What stands in a
    // `case` can't be looked up, only met, and PostgreSQL takes it for as likely as not: a word that it believes to be
    // rare would have it read and sort everybody.
    private static final String MET = "case when m.search like as_letters(:pattern) then true end";

    private static final String WALK = """
            select m.id, {key} as sort_key
              from member m
             where {in order} {behind} and {met} {reaching} and %s
             order by {key} {direction}, m.id {direction}
             limit %s
            """;

    // Who has a common word is met on the way through all. Who has a rare one, or one that only the last have, is
    // fetched and sorted, unless they turn out to be enough to be met after all. PostgreSQL guesses that more have it,
    // and would walk past everybody else: `offset 0` and that it is joined keep it from that.
    private static final String FOUND = """
            with sample as materialized (
              select (select count(*)
                        from (select m.search from member m where {in order} order by {other key}, m.id limit %1$d) m
                       where {met}) as anywhere,
                     (select count(*)
                        from (select m.search from member m
                               where {in order} {behind}
                               order by {key} {direction}, m.id {direction}
                               limit %1$d) m
                       where {met}) as ahead,
                     (select reltuples > %5$d from pg_class where oid = 'member'::regclass) as large),
            way as materialized (
              select anywhere >= %2$d {many reach} and met as common, case when met then {enough} else {too many} end as enough
                from (select anywhere, large or ahead >= %3$d or anywhere >= %4$d as met from sample) s),
            met as materialized (%6$s),
            fetched as materialized (
              select m.id, {key} as sort_key
                from (select m.id, m.name, m.joined_at, m.last_seen_at from member m where {fetched} offset 0) m
               cross join way
               where (select not common from way) {behind}
               limit (select enough from way)),
            looked as materialized (select count(*) = (select enough from way) as many from fetched)
            """.formatted(
            SAMPLE, COMMON, SOON, EVERYWHERE, LARGE, WALK.formatted("(select common from way)", "{looked for}"));

    private static final String NUMBER =
            "(select least(count(*), {most}) from (select id from met union all select id from fetched) n)";

    private static final String MET_OR_FETCHED =
            FOUND + """
            select p.sort_key::text as sort_key, {fields}, %s as number
              from (select * from met
                     union all
                    select * from fetched where (select not many from looked)
                     union all
                    (%s)
                     order by sort_key {direction}, id {direction}
                     limit {limit}) p
              join member m on m.organization_id = :organization and m.id = p.id
             order by p.sort_key {direction}, p.id {direction}
            """.formatted(NUMBER, WALK.formatted("(select many from looked)", "{limit}"));

    private static final String MET_OR_FETCHED_COUNTED = FOUND + "select " + NUMBER;

    private static final String MANY_REACH = """
            and (select count(*) = %1$d
                   from (select from app_grant g
                          where g.organization_id = :organization and g.application_id = :application
                          limit %1$d) g)
            """.formatted(MANY);

    // Behind a select PostgreSQL doesn't see which organization it is, and keeps one plan for all. A search needs the
    // plan that is good for this one.
    private static String ofRole(PeopleSearch search) {
        return " " + (search.isContiguous() ? "m.organization_id = (select :organization::uuid)" : ITS) + role(search);
    }

    private static String role(PeopleSearch search) {
        return search.orgRole().isEmpty() ? "" : " and m.org_role = :orgRole";
    }

    // Those who stand side by side are counted along the smallest index that has them so. Without an order
    // PostgreSQL might go through the table, in the hope of soon meeting enough of this organization.
    private static String along(PeopleSearch search) {
        if (!search.isContiguous()) {
            return "";
        }
        return search.orgRole().isEmpty() ? "order by m.id" : "order by {key} {direction}, m.id {direction}";
    }

    private static String reaching(PeopleSearch search) {
        return search.application().isEmpty() ? "" : REACHING.getOrDefault(search.orgRole(), "");
    }

    /// How to look for a piece of a name or address.
    private enum Piece {
        NONE(""),
        SHORT(" and letters_and_pairs(m.search) @@ as_letters(:piece)::tsquery and m.search like as_letters(:pattern)"),
        LONG(" and m.search like as_letters(:pattern)");

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

    // Grants are read once, as soon as the first guest is met.
    private static final String WALKED = """
             and (m.org_role <> 'GUEST' or m.id in (
                    select g.member_id from app_grant g
                     where g.organization_id = :organization and g.application_id = :application))
            """;

    /// Who can reach an application, by the Org role that is asked for; admins and members reach all. Each as
    /// PostgreSQL is quick with it: guests start from the grants, everybody walks in the list's order.
    private static final Map<Optional<OrgRole>, String> REACHING =
            Map.of(Optional.of(OrgRole.GUEST), """
             and exists (select from app_grant g
                            where g.organization_id = m.organization_id and g.member_id = m.id
                              and g.application_id = :application)
            """, Optional.empty(), WALKED);
}
