package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a running embedded server is like.
class EmbeddedPostgresTest {
    @TempDir
    static Path temp;

    static Path dataDir;
    static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        dataDir = temp.resolve("a data dir");
        postgres = EmbeddedPostgres.start(dataDir);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "server_encoding, UTF8",
        "log_timezone, UTC",
        "listen_addresses, 127.0.0.1",
        "max_connections, 60",
        "shared_buffers, 128MB",
        "log_statement, none",
        "log_error_verbosity, terse",
        "log_parameter_max_length_on_error, 0"
    })
    void settingsAreAProductsAndNotATests(String setting, String value) throws SQLException {
        assertThat(asked("show " + setting)).isEqualTo(value);
    }

    @Test
    void textsAreOrderedTheSameOnEverySystem() throws SQLException {
        var provider =
                asked("select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'foyer'");

        assertThat(provider).isEqualTo("b C.UTF-8");
        assertThat(asked("select lower('ÄÖ')")).isEqualTo("äö");
    }

    @Test
    void namesInAnyScriptHaveTrigrams() throws SQLException {
        try (var connected = Connected.to(postgres.address())) {
            connected.tell("create extension if not exists pg_trgm");
        }

        assertThat(asked("select cardinality(show_trgm('Иван'))::text")).isEqualTo("5");
    }

    @Test
    void foyersRoleIsNoSuperuserButMayMakeTrustedExtensions() throws SQLException {
        assertThat(asked("select rolsuper::text from pg_roles where rolname = current_user"))
                .isEqualTo("false");

        try (var connected = Connected.to(postgres.address())) {
            connected.tell("create extension if not exists pg_trgm");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"foyer", "postgres"})
    void anotherPasswordIsRefused(String user) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(postgres.address().jdbcUrl(), user, "guessed"))
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"foyer", "postgres"})
    void noPasswordIsRefused(String user) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(postgres.address().jdbcUrl(), user, null));
    }

    @Test
    void noSocketFileOpensASecondDoor() throws IOException {
        // The fifth line of a server's pid file is the folder of its socket.
        assertThat(Files.readAllLines(dataDir.resolve("postgres/data/postmaster.pid"))
                        .get(4))
                .isEmpty();
    }

    @Test
    void noOtherInterfaceAnswers() throws IOException {
        var port = Integer.parseInt(postgres.address().server().split(":")[1]);
        var others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();

        assertThat(others)
                .allSatisfy(address -> assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> new Socket(address, port).close()));
    }

    @Test
    void everythingIsClosedToOtherUsers() throws IOException {
        var postgresDir = dataDir.resolve("postgres");

        assertThat(Stream.of(dataDir, postgresDir, postgresDir.resolve("data"), postgresDir.resolve("log")))
                .allSatisfy(folder -> assertThat(mode(folder)).isEqualTo("rwx------"));
        assertThat(mode(postgresDir.resolve("password"))).isEqualTo("rw-------");
    }

    @Test
    void aFailingStatementLeavesNobodysDataInTheLog() throws Exception {
        try (var connected = Connected.to(postgres.address())) {
            connected.tell("create table guest (email text primary key)");
            connected.tell("insert into guest values ('gil@acme.test')");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connected.tell("insert into guest values ('gil@acme.test')"));
        }

        await().untilAsserted(() -> assertThat(log()).contains("duplicate key value"));
        assertThat(log()).doesNotContain("gil@acme.test");
    }

    private static @Nullable String asked(String query) throws SQLException {
        try (var connected = Connected.to(postgres.address())) {
            return connected.ask(query);
        }
    }

    private static String log() throws IOException {
        try (var logs = Files.list(dataDir.resolve("postgres/log"))) {
            return Files.readString(logs.findFirst().orElseThrow());
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
