package app.foyer.database;

import app.foyer.waiting.WatchedSockets;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The pool of connections, and the PostgreSQL behind it: Foyer's own or the one that `FOYER_DATABASE_URL` names.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    // The driver would set the machine's time zone. Statements here take milliseconds: to compile one takes a hundred,
    // and a second process takes a core from another request.
    private static final String SETTINGS =
            "set time zone 'UTC'; set jit = off; set max_parallel_workers_per_gather = 0";

    @Bean
    Postgres postgres(DatabaseSettings settings) {
        var url = settings.databaseUrl();
        return url == null || url.isBlank()
                ? EmbeddedPostgres.start(settings.dataDir())
                : ExistingPostgres.at(DatabaseAddress.parse(url.strip()));
    }

    @Bean
    Capacity capacity(Postgres postgres, DatabaseSettings settings) {
        return Capacity.of(
                settings.databasePoolSize(),
                postgres.address().isHere(),
                Runtime.getRuntime().availableProcessors());
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
        config.setConnectionInitSql(SETTINGS);
        // As texts: a number or a boolean among them would be no setting to the driver.
        Map.of(
                        "ApplicationName",
                        "foyer",
                        "connectTimeout",
                        "" + CONNECT_TIMEOUT.toSeconds(),
                        "socketTimeout",
                        "" + settings.databaseSocketTimeout().toSeconds(),
                        "socketFactory",
                        WatchedSockets.class.getName(),
                        "tcpKeepAlive",
                        "true",
                        "reWriteBatchedInserts",
                        "true")
                .forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }
}
