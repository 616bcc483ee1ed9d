package app.foyer.web;

import app.foyer.database.TestPostgres;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.io.IOException;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;

/// A database and a data dir of its own, and a clock that can be moved. A benchmark may be given another database:
/// an empty one, by `-Dtest.database=jdbc:postgresql://…`.
@TestConfiguration(proxyBeanMethods = false)
@Import(SignedInVisitors.class)
class TestDatabase {
    record Server(String url, Closeable end) implements Closeable {
        @Override
        public void close() throws IOException {
            end.close();
        }
    }

    @Bean
    Server testServer() throws IOException {
        var given = System.getProperty("test.database");
        if (given != null) {
            return new Server(given, () -> {});
        }
        var postgres = TestPostgres.start();
        return new Server(postgres.getJdbcUrl("postgres", "postgres"), postgres);
    }

    @Bean
    DynamicPropertyRegistrar databaseUrl(Server server) {
        return settings -> {
            settings.add("foyer.database-url", server::url);
            settings.add("foyer.data-dir", () -> "target/data-of-tests");
        };
    }

    @Bean
    @Primary
    CountedDataSource testDatabase(Server server) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(server.url());
        pool.setMaximumPoolSize(20);
        return new CountedDataSource(pool);
    }

    @Bean
    @Primary
    MutableTime testTime() {
        return new MutableTime();
    }
}
