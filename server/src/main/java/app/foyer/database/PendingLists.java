package app.foyer.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sorts in what is new in the indexes of trigrams. PostgreSQL notes it in a list that each search reads to its end,
/// and left alone sorts it in when the list is full, while somebody waits for what they are writing.
@Component
class PendingLists {
    private static final Logger LOG = LoggerFactory.getLogger(PendingLists.class);

    private final JdbcClient db;

    PendingLists(JdbcClient db) {
        this.db = db;
    }

    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
    void run() {
        try {
            sortIn();
        } catch (DataAccessException databaseAway) {
            LOG.warn(
                    "Indexes couldn't be sorted, searches read more until that is done: {}", databaseAway.getMessage());
        }
    }

    /// Only in indexes that this role may change: others are left to PostgreSQL.
    ///
    /// @return how many pages of lists there were
    long sortIn() {
        return db.sql("""
                select coalesce(sum(gin_clean_pending_list(i.oid)), 0)
                  from pg_class i
                  join pg_am a on a.oid = i.relam and a.amname = 'gin'
                 where i.relkind = 'i' and i.relnamespace = current_schema()::regnamespace
                   and pg_has_role(i.relowner, 'usage')
                """).query(Long.class).single();
    }
}
