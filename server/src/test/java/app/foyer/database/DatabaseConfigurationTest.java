package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.zaxxer.hikari.HikariDataSource;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.core.BaseConnection;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// The database as a part of the Spring application.
@ExtendWith(OutputCaptureExtension.class)
class DatabaseConfigurationTest {
    @TempDir
    static Path dataDir;

    final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class))
            .withUserConfiguration(DatabaseConfiguration.class);

    @Test
    void environmentVariablesSetIt() {
        with(Map.of(
                        "FOYER_DATA_DIR", dataDir.toString(),
                        "FOYER_DATABASE_URL", " ",
                        "FOYER_DATABASE_POOL_SIZE", "3",
                        "FOYER_DATABASE_SOCKET_TIMEOUT", "20s"))
                .run(context -> {
                    var dataSource = context.getBean(HikariDataSource.class);
                    assertThat(dataSource.getMaximumPoolSize()).isEqualTo(3);
                    try (var connection = dataSource.getConnection()) {
                        assertThat(connection.getNetworkTimeout()).isEqualTo(20_000);
                    }
                    assertThat(Postmaster.of(cluster())).isPresent();
                });
    }

    @Test
    void anAnswerThatTakesTooLongIsNotWaitedFor() {
        with(Map.of("FOYER_DATA_DIR", dataDir.toString(), "FOYER_DATABASE_SOCKET_TIMEOUT", "1s"))
                .run(context -> {
                    var db = context.getBean(JdbcClient.class);
                    assertThatException()
                            .isThrownBy(
                                    () -> db.sql("select pg_sleep(60)").query().listOfRows())
                            .withRootCauseInstanceOf(SocketException.class)
                            .withStackTraceContaining("Nothing within PT1S");
                    assertThat(db.sql("select 1").query(Integer.class).single()).isEqualTo(1);
                });
    }

    @Test
    void jdbcClientAndTransactionsStandOnIt() {
        with(Map.of("FOYER_DATA_DIR", dataDir.toString())).run(context -> {
            var name = context.getBean(JdbcClient.class)
                    .sql("select current_setting('application_name')")
                    .query(String.class)
                    .single();
            assertThat(name).isEqualTo("foyer");
            assertThat(context).hasSingleBean(PlatformTransactionManager.class);
        });
    }

    @Test
    void rowsThatAreInsertedTogetherGoInOneStatement() {
        with(Map.of("FOYER_DATA_DIR", dataDir.toString())).run(context -> {
            try (var connection = context.getBean(DataSource.class).getConnection()) {
                assertThat(connection
                                .unwrap(BaseConnection.class)
                                .getQueryExecutor()
                                .isReWriteBatchedInsertsEnabled())
                        .isTrue();
            }
        });
    }

    @Test
    void noStatementIsCompiledOrSharedAmongProcesses() {
        with(Map.of("FOYER_DATA_DIR", dataDir.toString())).run(context -> {
            var db = context.getBean(JdbcClient.class);
            assertThat(db.sql("show jit").query(String.class).single()).isEqualTo("off");
            assertThat(db.sql("show max_parallel_workers_per_gather")
                            .query(String.class)
                            .single())
                    .isEqualTo("0");
        });
    }

    @Test
    void connectionsKeepUtcWhateverTheMachineDoes() {
        var machines = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try {
            with(Map.of("FOYER_DATA_DIR", dataDir.toString()))
                    .run(context -> assertThat(context.getBean(JdbcClient.class)
                                    .sql("show time zone")
                                    .query(String.class)
                                    .single())
                            .isEqualTo("UTC"));
        } finally {
            TimeZone.setDefault(machines);
        }
    }

    @Test
    void thePoolIsClosedBeforeTheServer() throws Exception {
        with(Map.of("FOYER_DATA_DIR", dataDir.toString()))
                .run(context -> assertThat(context.getBeanFactory().getDependentBeans("postgres"))
                        .contains("dataSource"));

        assertThat(Postmaster.of(cluster())).isEmpty();
    }

    @Test
    void aStartThatFailsLaterStopsTheServer() throws Exception {
        with(Map.of("FOYER_DATA_DIR", dataDir.toString()))
                .withBean(FailsLater.class)
                .run(context -> assertThat(context).hasFailed());

        assertThat(Postmaster.of(cluster())).isEmpty();
    }

    @Test
    void aWrongUrlIsOneSentenceAtStartUp(CapturedOutput output) {
        var foyer = new SpringApplication(DatabaseConfiguration.class);
        foyer.setWebApplicationType(WebApplicationType.NONE);

        assertThatException()
                .isThrownBy(() -> foyer.run("--foyer.database-url=postgres://ada:s3cret@nowhere.invalid/foyer"));

        assertThat(output)
                .contains("Foyer can't reach a PostgreSQL server at nowhere.invalid")
                .doesNotContain("\tat ")
                .doesNotContain("s3cret");
    }

    private ApplicationContextRunner with(Map<String, Object> environment) {
        return application.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", environment)));
    }

    private static Path cluster() {
        return dataDir.resolve("postgres/data");
    }

    /// A bean of another package whose own start goes wrong.
    static final class FailsLater {
        FailsLater(DataSource dataSource) {
            throw new IllegalStateException("no start with " + dataSource);
        }
    }
}
