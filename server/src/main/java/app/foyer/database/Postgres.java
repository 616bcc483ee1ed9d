package app.foyer.database;

/// The PostgreSQL server that Foyer keeps its data in.
public sealed interface Postgres extends AutoCloseable permits EmbeddedPostgres, ExistingPostgres {
    DatabaseAddress address();

    /// Ends what Foyer itself has started.
    @Override
    void close();
}
