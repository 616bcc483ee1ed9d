package app.foyer.web;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;

/// A database and a data dir of its own, and a clock that can be moved.
@TestConfiguration(proxyBeanMethods = false)
@Import(SignedInVisitors.class)
class TestDatabase {
    @Bean(destroyMethod = "close")
    EmbeddedPostgres testPostgres() throws IOException {
        return EmbeddedPostgres.builder().start();
    }

    @Bean
    DynamicPropertyRegistrar databaseUrl(EmbeddedPostgres postgres) {
        return settings -> {
            settings.add("foyer.database-url", () -> postgres.getJdbcUrl("postgres", "postgres"));
            settings.add("foyer.data-dir", () -> "target/data-of-tests");
        };
    }

    @Bean
    @Primary
    CountedDataSource testDatabase(EmbeddedPostgres postgres) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        pool.setMaximumPoolSize(20);
        return new CountedDataSource(pool);
    }

    @Bean
    @Primary
    MutableTime testTime() {
        return new MutableTime();
    }
}
