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

    /// @return how many pages of lists there were
    long sortIn() {
        return db.sql("select sort_in_pending_lists()").query(Long.class).single();
    }
}
