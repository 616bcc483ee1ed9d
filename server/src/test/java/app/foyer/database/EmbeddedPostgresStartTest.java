package app.foyer.database;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;

/// How the embedded server comes up after all that may have happened before. One data dir, used again and again.
/// It mostly waits for other processes, so other tests run meanwhile.
@Execution(CONCURRENT)
@ResourceLock("one data dir")
class EmbeddedPostgresStartTest {
    @TempDir
    static Path dataDir;

    Path cluster;

    @BeforeEach
    void made() {
        cluster = dataDir.resolve("postgres/data");
        EmbeddedPostgres.start(dataDir).close();
    }

    /// Ends what the last killed Foyer left.
    @AfterAll
    static void clean() {
        EmbeddedPostgres.start(dataDir).close();
    }

    @Test
    void closingEndsTheServer() throws IOException {
        EmbeddedPostgres.start(dataDir).close();

        assertThat(Postmaster.of(cluster)).isEmpty();
        assertThat(cluster.resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void dataSurvivesStopAndStart() throws Exception {
        try (var postgres = EmbeddedPostgres.start(dataDir);
                var connected = Connected.to(postgres.address())) {
            connected.tell("create table survives as select 'Ada' as name");
        }

        try (var postgres = EmbeddedPostgres.start(dataDir);
                var connected = Connected.to(postgres.address())) {
            assertThat(connected.ask("select name from survives")).isEqualTo("Ada");
        }
    }

    @Test
    void theServerOfAKilledFoyerIsTakenOver() throws Exception {
        OtherFoyer.on(dataDir).kill();
        var orphan = Postmaster.of(cluster).orElseThrow();

        try (var _ = EmbeddedPostgres.start(dataDir)) {
            orphan.onExit().get(10, SECONDS);
            assertThat(Postmaster.of(cluster)).isPresent().get().isNotEqualTo(orphan);
        }
    }

    @Test
    void aFoyerKilledAtAnyInstantOfItsStartIsTakenOver() throws Exception {
        for (var millis = 200; millis <= 1400; millis += 300) {
            try (var other = OtherFoyer.starting(dataDir)) {
                assertThat(other.process().waitFor(millis, MILLISECONDS)).isFalse();
            }

            try (var postgres = EmbeddedPostgres.start(dataDir);
                    var connected = Connected.to(postgres.address())) {
                assertThat(connected.ask("select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void aFoyerKilledAtAnyInstantOfItsFirstStartIsTakenOver() throws Exception {
        var fresh = dataDir.resolve("fresh");
        for (var millis = 500; millis <= 3500; millis += 600) {
            try (var other = OtherFoyer.starting(fresh)) {
                assertThat(other.process().waitFor(millis, MILLISECONDS))
                        .as(() -> other.said())
                        .isFalse();
            }
        }

        try (var postgres = EmbeddedPostgres.start(fresh);
                var connected = Connected.to(postgres.address())) {
            assertThat(connected.ask("select 1")).isEqualTo("1");
        }
    }

    @Test
    void aServerKilledTogetherWithItsFoyerIsRecovered() throws Exception {
        OtherFoyer.on(dataDir).kill();
        Postmaster.of(cluster).orElseThrow().destroyForcibly();

        try (var postgres = EmbeddedPostgres.start(dataDir);
                var connected = Connected.to(postgres.address())) {
            assertThat(connected.ask("select 1")).isEqualTo("1");
        }
    }

    @Test
    void aPidThatIsSomebodyElsesByNowIsLeftAlone() throws Exception {
        var me = ProcessHandle.current();
        Files.writeString(
                cluster.resolve("postmaster.pid"), me.pid() + "\n" + cluster + "\n1764000000\n5432\n\n127.0.0.1\n");

        EmbeddedPostgres.start(dataDir).close();

        assertThat(me.isAlive()).isTrue();
    }

    @Test
    void aSecondFoyerIsToldThatTheDataDirIsInUse() throws Exception {
        try (var _ = OtherFoyer.on(dataDir)) {
            assertRefused("The data dir " + dataDir + " is in use by another Foyer: "
                    + "stop that one first, or give this one another FOYER_DATA_DIR.");
        }
    }

    @Test
    void aSecondStartInTheSameProcessIsToldSoToo() {
        try (var _ = EmbeddedPostgres.start(dataDir)) {
            for (var attempt = 0; attempt < 2; attempt++) {
                assertThatExceptionOfType(DatabaseNotUsable.class)
                        .isThrownBy(() -> EmbeddedPostgres.start(dataDir))
                        .withMessageContaining("is in use by another Foyer");
            }
        }
    }

    @Test
    void theDatabaseOfAnotherMajorIsRefused() throws IOException {
        var version = cluster.resolve("PG_VERSION");
        Files.writeString(version, "17\n");

        assertRefused("The data dir " + dataDir + " holds a database of PostgreSQL 17, but this Foyer brings "
                + "PostgreSQL 18: start the Foyer that made it, or upgrade the database with pg_upgrade.");
        Files.writeString(version, "18\n");
    }

    @Test
    void aHalfUnpackedOrOutdatedFolderIsReplaced() throws IOException {
        var postgres = dataDir.resolve("postgres");
        var half = Files.createDirectories(
                PrivateFiles.unfinished(postgres.resolve("bin-0123")).resolve("bin"));
        var halfMade = Files.createDirectories(PrivateFiles.unfinished(cluster));
        var old = Files.createDirectories(postgres.resolve("bin-0123/bin"));

        EmbeddedPostgres.start(dataDir).close();

        assertThat(half).doesNotExist();
        assertThat(halfMade).doesNotExist();
        assertThat(old).doesNotExist();
    }

    @Test
    void aLostPasswordIsSaid() throws IOException {
        var password = dataDir.resolve("postgres/password");
        var aside = Files.move(password, dataDir.resolve("aside"));

        assertRefused("The file " + password + ", which holds the password of the embedded database, "
                + "is missing: bring it back from a backup.");
        Files.move(aside, password);
    }

    @Test
    void aDataDirThatIsNoFolderIsSaid() throws IOException {
        var file = Files.createFile(dataDir.resolve("file"));

        assertThatExceptionOfType(DatabaseNotUsable.class)
                .isThrownBy(() -> EmbeddedPostgres.start(file))
                .withMessageStartingWith("Foyer can't write to its data dir " + file);
        Files.delete(file);
    }

    @Test
    void aFailureAfterTheStartStopsTheServer() throws Exception {
        var password = dataDir.resolve("postgres/password");
        var right = Files.readString(password);
        PrivateFiles.write(password, "wrong");

        assertThatExceptionOfType(DatabaseNotUsable.class)
                .isThrownBy(() -> EmbeddedPostgres.start(dataDir))
                .withMessageContaining("password authentication failed");

        assertThat(Postmaster.of(cluster)).isEmpty();
        PrivateFiles.write(password, right);
    }

    private static void assertRefused(String sentence) {
        assertThatExceptionOfType(DatabaseNotUsable.class)
                .isThrownBy(() -> EmbeddedPostgres.start(dataDir))
                .withMessage(sentence);
    }
}
