package app.foyer.database;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// One migrated PostgreSQL for all tests that need no server around it, started when the first one asks.
public final class SharedDatabase {
    private static final DataSource SOURCE = started();

    private SharedDatabase() {}

    public static DataSource source() {
        return SOURCE;
    }

    private static DataSource started() {
        try {
            var postgres = TestPostgres.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
            Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
            return pool(postgres);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static DataSource pool(EmbeddedPostgres postgres) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        pool.setMaximumPoolSize(20);
        return pool;
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
