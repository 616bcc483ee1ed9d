package app.foyer.database;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which organizations have most rows of a large table, as PostgreSQL's statistics say.
///
/// An index of trigrams begins with the organization, and PostgreSQL goes through the list of all of its rows beside
/// those of the trigrams: for a million rows 2.5 ms, whatever is sought. Where nearly all rows are its own anyway, the
/// index is better asked for the word alone.
@Component
public class LionsShare {
    private static final long GOOD_FOR = Duration.ofMinutes(10).toNanos();
    private static final int LARGE = 200_000;
    private static final double MOST = 0.5;

    private final JdbcClient db;
    private final int rows;
    private final double share;
    private volatile Known known = new Known(Set.of(), System.nanoTime() - GOOD_FOR);

    @Autowired
    LionsShare(JdbcClient db) {
        this(db, LARGE, MOST);
    }

    /// @param rows of which a table is large
    /// @param share what most of them are, from 0 to 1
    public LionsShare(JdbcClient db, int rows, double share) {
        this.db = db;
        this.rows = rows;
        this.share = share;
    }

    private record Share(String table, UUID organization) {}

    private record Known(Set<Share> shares, long at) {}

    /// The condition that a row of `table` is the organization's, in a search for a word.
    ///
    /// @param alias by which the statement calls the table
    public String of(UUID organization, String table, String alias) {
        var its = alias + ".organization_id = :organization";
        return current().contains(new Share(table, organization)) ? "(" + its + ") is true" : its;
    }

    private Set<Share> current() {
        var seen = known;
        if (System.nanoTime() - seen.at >= GOOD_FOR) {
            seen = new Known(look(), System.nanoTime());
            known = seen;
        }
        return seen.shares;
    }

    private Set<Share> look() {
        return db
                .sql("""
                select c.relname, common.organization
                  from pg_class c
                  join pg_stats s on s.schemaname = current_schema() and s.tablename = c.relname
                                 and s.attname = 'organization_id'
                 cross join lateral unnest(s.most_common_vals::text::uuid[], s.most_common_freqs)
                                 as common(organization, frequency)
                 where c.oid in ('member'::regclass, 'invitation'::regclass)
                   and c.reltuples >= :rows and common.frequency >= :share
                """)
                .param("rows", rows)
                .param("share", share)
                .query((row, _) -> new Share(row.getString("relname"), row.getObject("organization", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
