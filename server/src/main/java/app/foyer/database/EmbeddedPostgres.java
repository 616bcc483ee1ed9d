package app.foyer.database;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server of Foyer's own, in its data dir, started and stopped with it.
///
/// Everything is below `postgres` in the data dir: the programs, unpacked (`bin-…`), the cluster (`data`), its logs
/// (`log`) and the password, which never leaves the machine. See docs/decisions/001-embedded-postgresql.md.
public final class EmbeddedPostgres implements Postgres {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final long FULL = 16 << 20;

    private final DataDirLock lock;
    private final PostgresCluster cluster;
    private final DatabaseAddress address;

    private EmbeddedPostgres(DataDirLock lock, PostgresCluster cluster, DatabaseAddress address) {
        this.lock = lock;
        this.cluster = cluster;
        this.address = address;
    }

    /// Starts the server, and makes what is missing before: data dir, programs, cluster, role, database.
    ///
    /// @throws DatabaseNotUsable with the reason
    public static EmbeddedPostgres start(Path dataDir) {
        return start(dataDir, PostgresArchive.bundled());
    }

    static EmbeddedPostgres start(Path dataDir, PostgresArchive archive) {
        try {
            var home = PrivateFiles.dataDir(dataDir);
            var lock = DataDirLock.take(home);
            try {
                return start(home, archive, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw (DatabaseNotUsable)
                    whatIsWrong(dataDir.toAbsolutePath().normalize(), e).initCause(e);
        }
    }

    private static EmbeddedPostgres start(Path dataDir, PostgresArchive archive, DataDirLock lock) throws IOException {
        var folder = PrivateFiles.folder(dataDir.resolve("postgres"));
        PrivateFiles.deleteUnfinished(folder);
        var programs = archive.unpackBelow(folder);
        var cluster = new PostgresCluster(folder, programs);
        cluster.refuseOtherMajor(dataDir);
        var password = password(cluster);
        var port = cluster.start();
        try {
            PostgresArchive.deleteAllBut(programs);
            FoyerDatabase.make(address(port, "postgres", "postgres", password), password);
        } catch (IOException | SQLException | RuntimeException e) {
            cluster.stop();
            throw new IOException(e.getMessage(), e);
        }
        log.info("Embedded PostgreSQL {} serves {} on port {}", programs.major(), folder, port);
        return new EmbeddedPostgres(lock, cluster, address(port, "foyer", "foyer", password));
    }

    /// The password of the cluster, which is made with it if need be.
    private static String password(PostgresCluster cluster) throws IOException {
        var file = cluster.folder().resolve("password");
        if (!Files.exists(file)) {
            if (Files.exists(cluster.data())) {
                throw DatabaseNotUsable.passwordLost(file);
            }
            var random = new byte[32];
            new SecureRandom().nextBytes(random);
            PrivateFiles.write(file, HexFormat.of().formatHex(random));
        }
        cluster.make(file);
        return Files.readString(file).strip();
    }

    private static DatabaseAddress address(int port, String database, String user, String password) {
        var server = "127.0.0.1:" + port;
        var jdbcUrl = "jdbc:postgresql://" + server + "/" + database + "?sslmode=disable";
        return new DatabaseAddress(server, database, jdbcUrl, user, password);
    }

    private static DatabaseNotUsable whatIsWrong(Path dataDir, IOException e) {
        var reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
        if (reason.contains("No space left")
                || (Files.exists(dataDir) && dataDir.toFile().getUsableSpace() < FULL)) {
            return DatabaseNotUsable.diskFull(dataDir);
        }
        return e instanceof FileSystemException
                ? DatabaseNotUsable.notWritable(dataDir, e.getClass().getSimpleName() + " " + reason)
                : DatabaseNotUsable.doesNotStart(dataDir, reason);
    }

    @Override
    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        try {
            cluster.stop();
            log.info("Embedded PostgreSQL has stopped");
        } catch (IOException e) {
            log.warn("Embedded PostgreSQL doesn't stop, so the next start will end it", e);
        } finally {
            lock.close();
        }
    }
}
