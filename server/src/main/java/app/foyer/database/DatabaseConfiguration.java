package app.foyer.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The pool of connections, and the PostgreSQL behind it: Foyer's own or the one that `FOYER_DATABASE_URL` names.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    Postgres postgres(DatabaseSettings settings) {
        var url = settings.databaseUrl();
        return url == null || url.isBlank()
                ? EmbeddedPostgres.start(settings.dataDir())
                : ExistingPostgres.at(DatabaseAddress.parse(url.strip()));
    }

    /// Depends on [Postgres] by its parameter, so Spring closes the pool before it stops the server.
    @Bean
    HikariDataSource dataSource(Postgres postgres, DatabaseSettings settings) {
        var address = postgres.address();
        var config = new HikariConfig();
        config.setPoolName("foyer");
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(settings.databasePoolSize());
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        config.setConnectionInitSql("set time zone 'UTC'"); // the driver would set the machine's
        config.addDataSourceProperty("ApplicationName", "foyer");
        config.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT.toSeconds());
        config.addDataSourceProperty(
                "socketTimeout", settings.databaseSocketTimeout().toSeconds());
        config.addDataSourceProperty("tcpKeepAlive", true);
        config.addDataSourceProperty("reWriteBatchedInserts", true);
        return new HikariDataSource(config);
    }
}
