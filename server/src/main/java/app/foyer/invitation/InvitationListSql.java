package app.foyer.invitation;

import app.foyer.database.Cursor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The statements that find invitations, newest first, each as PostgreSQL is quick with it.
final class InvitationListSql {
    /// How many of the newest are looked through for a word before it is looked up.
    private static final int LOOKED_THROUGH = 3000;

    /// So many are soon met on the way; fewer are better looked up.
    private static final int MANY = 3000;

    /// Of more invitations, those with a common word are sooner met than looked up.
    private static final int LARGE = 200_000;

    /// Shorter words have no trigrams.
    private static final int TRIGRAM = 3;

    static final String ITS = "i.organization_id = :organization";

    private InvitationListSql() {}

    /// The ids of a page of those who match, each with the `number` of all of them, counted up to the most; it means
    /// something on the first page alone.
    ///
    /// @param its that what is looked up by a word is the organization's
    static String page(InvitationSearch search, String its, Optional<Cursor> after, int limit, int most) {
        return fill(isLookedUp(search) ? LOOKED_UP : FOUND, search, its, after, limit, most);
    }

    /// How many match, at most the most.
    static String count(InvitationSearch search, String its, int most) {
        var sql = isLookedUp(search) ? COUNTED_BY_WORD : COUNTED;
        return "select " + fill(sql, search, its, Optional.empty(), 0, most);
    }

    private static boolean isLookedUp(InvitationSearch search) {
        return search.q().codePointCount(0, search.q().length()) >= TRIGRAM;
    }

    private static String fill(
            String sql, InvitationSearch search, String its, Optional<Cursor> after, int limit, int most) {
        return sql.replace("{counted}", most > limit ? isLookedUp(search) ? COUNTED_OF_MANY : COUNTED : "0")
                .replace("{page}", walk("i.id", search, MET, after, limit))
                .replace("{all}", walk("i.id", search, MET, Optional.empty(), most))
                .replace("{newest}", newest(search, after))
                .replace("{many}", Integer.toString(Math.max(MANY, Math.max(limit, most))))
                .replace("{looked up}", matching(its, search, " and as_letters(i.email_key) like as_letters(:pattern)"))
                .replace("{matching}", matching(ITS, search, MET))
                .replace("{before}", before(after))
                .replace("{limit}", Integer.toString(limit))
                .replace("{most}", Integer.toString(most));
    }

    static String before(Optional<Cursor> after) {
        return after.isEmpty() ? "" : " and i.id < (select :after::uuid)\n";
    }

    private static final String MET = " and i.email_key like :pattern";

    // Only a full page leaves more to be counted.
    private static final String FOUND = """
            with page as materialized (select id from ({page}) p order by id desc limit {limit})
            select id, case when (select count(*) from page) < {limit} then (select count(*) from page)
                            else ({counted}) end as number
              from page
             order by id desc
            """;

    private static final String COUNTED = "(select least(count(*), {most}) from ({all}) as c)";

    // In no order: PostgreSQL sees by itself whether to look up or to go through the table until there are enough.
    private static final String COUNTED_BY_WORD =
            "(select count(*) from (select from invitation i where {looked up} limit {most}) c)";

    // Of a word that the newest have. Its entries in the index are all collected before the first is counted.
    private static final String COUNTED_OF_MANY = """
            case when (select reltuples > %d from pg_class where oid = 'invitation'::regclass) then %s
                 else %s end""".formatted(LARGE, COUNTED, COUNTED_BY_WORD);

    // Who has a common word is among the newest. Who has a rare one is looked up and sorted, unless they turn out to be
    // enough to be met after all. PostgreSQL takes each word of some length for as rare as another, and would walk past
    // half a million for the ninety last of three hundred: `offset 0` and that it is joined keep it from that.
    private static final String LOOKED_UP = """
            with met as materialized (
              select i.id from ({newest}) i where {matching} order by i.id desc limit {limit}),
            way as materialized (select count(*) < {limit} as missed from met),
            fetched as materialized (
              select i.id
                from (select i.id from invitation i where {looked up}{before} offset 0) i
               cross join way
               where way.missed
               limit {many}),
            looked as materialized (select count(*) as number from fetched),
            page as materialized (
              select id
                from (select id from met where (select not missed from way)
                       union all
                      select id from fetched where (select number < {many} from looked)
                       union all
                      (select i.id from invitation i
                        where {matching}{before} and (select number = {many} from looked)
                        order by i.id desc
                        limit {limit})) p
               order by id desc
               limit {limit})
            select id, case when (select missed from way) then (select least(number, {most}) from looked)
                            else ({counted}) end as number
              from page
             order by id desc
            """;

    private static String newest(InvitationSearch search, Optional<Cursor> after) {
        var ofStatus = new InvitationSearch(search.q(), search.status(), Optional.empty());
        return "select * from (" + walk("i.*", ofStatus, "", after, LOOKED_THROUGH) + ") i order by i.id desc limit "
                + LOOKED_THROUGH;
    }

    // In the order of the index of each status, so that no other index, of all organizations, is walked instead.
    private static String walk(
            String columns, InvitationSearch search, String word, Optional<Cursor> after, int limit) {
        return standings(search).stream()
                .map(standing ->
                        "(select " + columns + " from invitation i where" + matching(ITS, search, standing, word)
                                + before(after) + " order by i.id desc limit " + limit + ")")
                .collect(Collectors.joining(" union all "));
    }

    private static String matching(String its, InvitationSearch search, String word) {
        return matching(
                its,
                search,
                " and ("
                        + standings(search).stream()
                                .map(standing -> "true" + standing)
                                .collect(Collectors.joining(" or "))
                        + ")",
                word);
    }

    private static String matching(String its, InvitationSearch search, String standing, String word) {
        return " " + its + standing
                + search.delivery().map(InvitationListSql::delivered).orElse("")
                + (search.q().isBlank() ? "" : word);
    }

    private static String delivered(DeliveryFilter filter) {
        return switch (filter) {
            case QUEUED -> " and i.delivery_state = 'QUEUED'";
            case SENT -> " and i.delivery_state = 'SENT'";
            case FAILED -> " and i.delivery_state = 'FAILED' and i.delivery_reason is not null";
            case NOT_DELIVERED -> " and i.delivery_reason is not null";
        };
    }

    // One that is pending too late has expired, whether that has been noted or not.
    private static List<String> standings(InvitationSearch search) {
        return search.status()
                .map(status -> switch (status) {
                    case PENDING -> List.of(" and i.status = 'PENDING' and i.expires_at > :now");
                    case EXPIRED ->
                        List.of(" and i.status = 'EXPIRED'", " and i.status = 'PENDING' and i.expires_at <= :now");
                    case ACCEPTED -> List.of(" and i.status = 'ACCEPTED'");
                    case CANCELED -> List.of(" and i.status = 'CANCELED'");
                })
                .orElse(List.of(""));
    }
}
