package app.foyer.database;

import java.time.Instant;

/// Rows of one table that nobody needs any more. Whoever owns a table that grows by itself declares one.
public interface Leftovers {
    /// Deletes up to `most` of them.
    ///
    /// @return how many there were
    int clear(Instant now, int most);
}
