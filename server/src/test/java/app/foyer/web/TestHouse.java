package app.foyer.web;

import app.foyer.account.AccountId;
import app.foyer.organization.OrganizationId;
import app.foyer.people.BearerTokens;
import app.foyer.people.Caller;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;
import probe.Home;
import probe.Probe;

/// A database, a clock that can be moved, and rooms to knock at.
@TestConfiguration(proxyBeanMethods = false)
@Import({Probe.class, Home.class, SignedInVisitors.class})
class TestHouse {
    static final String TOKEN = "foyer_0123456789012345678901234567890123";
    static final String OPERATOR = "the operator's token, 32 letters long";

    @Bean(destroyMethod = "close")
    EmbeddedPostgres testPostgres() throws IOException {
        return EmbeddedPostgres.builder().start();
    }

    @Bean
    DynamicPropertyRegistrar databaseUrl(EmbeddedPostgres postgres) {
        return settings -> settings.add("foyer.database-url", () -> postgres.getJdbcUrl("postgres", "postgres"));
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

    @Bean
    @Primary
    BearerTokens testTokens() {
        return (secret, from, _) -> switch (secret) {
            case TOKEN ->
                Optional.of(new Caller.Token(
                        UUID.randomUUID(),
                        "CI",
                        new OrganizationId(UUID.randomUUID()),
                        true,
                        new AccountId(UUID.randomUUID()),
                        "Ada",
                        from));
            case OPERATOR -> Optional.of(new Caller.Operator(from));
            default -> Optional.empty();
        };
    }
}
