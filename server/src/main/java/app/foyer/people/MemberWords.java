package app.foyer.people;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.Leftovers;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Members by the words of their names and addresses, each word's side by side in the order of names, so that a common
/// one takes no longer than a rare one. A trigger keeps them (`keep_member_words`).
@Repository
class MemberWords implements Leftovers {
    /// A piece of more words than these is soon met on the way through everybody, or each of them is rare.
    static final int MOST = 20;

    // Values stand behind a select, so that PostgreSQL sees that one plan does for all. It is one row at the least.
    private static final String FIND = """
            with word as materialized (
              select distinct w.word from member_word w
               where w.organization_id = (select :organization::uuid) and w.word like (select :pattern)
               limit {too many}),
            few as materialized (select word from word where (select count(*) < {too many} from word)),
            page as materialized (
              select distinct b.name_key, b.member_id from few cross join lateral ({page}) b
               order by b.name_key {direction}, b.member_id {direction}
               limit {limit})
            select (select count(*) from word) as words,
                   (select count(*)
                      from (select distinct b.name_key, b.member_id from few cross join lateral ({counted}) b
                             limit {most}) c) as number,
                   p.name_key as sort_key, {fields}
              from (select) always
              left join (page p join member m on m.organization_id = (select :organization::uuid) and m.id = p.member_id)
                     on true
             order by p.name_key {direction}, p.member_id {direction}
            """;

    private static final String OF_A_WORD = """
            select b.name_key, b.member_id from member_by_word b
             where b.organization_id = (select :organization::uuid) and b.word = few.word %s
             order by b.name_key {direction}, b.member_id {direction}
             limit %d
            """;

    private final JdbcClient db;

    MemberWords(JdbcClient db) {
        this.db = db;
    }

    /// A page of those who have a word with this piece, without grants, and how many there are, counted up to the most.
    /// Empty when they are better found otherwise.
    Optional<PeopleStore.Found> find(
            OrganizationId organization, PeopleSearch search, Optional<Cursor> after, int limit, int most) {
        if (!search.isPieceOfWord()) {
            return Optional.empty();
        }
        var sort = search.sort();
        var words = new AtomicInteger();
        var number = new AtomicInteger();
        var page = new ArrayList<Keyed<Member>>();
        db.sql(sql(sort, after.isPresent(), limit, most))
                .param("organization", organization.value())
                .param("pattern", Sql.containing(search.q()))
                .param("key", after.map(Cursor::key).orElse(null))
                .param("after", after.map(Cursor::id).orElse(null))
                .query(row -> {
                    words.set(row.getInt("words"));
                    number.set(row.getInt("number"));
                    if (row.getObject("id") != null) {
                        page.add(PeopleStore.read(row, sort));
                    }
                });
        return words.get() > MOST ? Optional.empty() : Optional.of(new PeopleStore.Found(page, number.get()));
    }

    private static String sql(PeopleSearch.Sort sort, boolean further, int limit, int most) {
        var behind = further
                ? "and (b.name_key, b.member_id) %s ((select :key), (select :after::uuid))".formatted(sort.comparison())
                : "";
        return FIND.replace("{page}", OF_A_WORD.formatted(behind, limit))
                .replace("{counted}", OF_A_WORD.formatted("", most))
                .replace("{fields}", MemberStore.FIELDS)
                .replace("{direction}", sort.direction())
                .replace("{too many}", Integer.toString(MOST + 1))
                .replace("{limit}", Integer.toString(limit))
                .replace("{most}", Integer.toString(most));
    }

    /// Takes away the words that nobody has any more: they were somebody's name. Where somebody comes in or is renamed
    /// in this very moment, they stay until next time.
    @Override
    public int clear(Instant now, int most) {
        var quiet = db.sql("""
                select organization_id
                  from (select distinct organization_id from member_word where idle limit :most) o
                 where pg_try_advisory_xact_lock(7067002, member_words_lock(organization_id))
                """).param("most", most).query(UUID.class).list().toArray(UUID[]::new);
        return db.sql("""
                with these as (
                  select w.ctid, not exists (select from member_by_word b
                                              where b.organization_id = w.organization_id and b.word = w.word) as gone
                    from member_word w
                   where w.idle and w.organization_id = any(:quiet)
                   limit :most),
                used as (update member_word w set idle = false from these where w.ctid = these.ctid and not these.gone
                         returning w.word),
                gone as (delete from member_word w using these where w.ctid = these.ctid and these.gone returning w.word)
                select (select count(*) from used) + (select count(*) from gone)
                """)
                .param("quiet", quiet)
                .param("most", most)
                .query(Integer.class)
                .single();
    }
}
