package app.foyer.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/// The data, loaded once for each schema and copied for each run.
final class Town {
    private static final Path SCRIPT = Path.of("bench/sql/town.sql");

    private Town() {}

    /// Leaves a database [House#DB] that is as it was before anything was measured.
    static void prepare(Database database, Path quick, MailSink sink, Path work, House.Sizes sizes)
            throws IOException, InterruptedException {
        var template = "town_%d_%s".formatted(sizes.many(), fingerprint());
        if (!database.has(template)) {
            System.err.println("Loading the data …");
            database.ask("postgres", "drop database if exists loading", "create database loading");
            Foyer.start(quick, database.url("loading"), sink.port(), work).close();
            database.script("loading", SCRIPT, "few=" + sizes.few(), "many=" + sizes.many(), "towns=" + sizes.towns());
            database.ask("loading", "vacuum analyze");
            database.ask("postgres", "alter database loading rename to " + template);
        }
        database.ask("postgres", "drop database if exists " + House.DB);
        database.ask("postgres", "create database " + House.DB + " template " + template + " strategy file_copy");
        database.ask("postgres", "checkpoint");
    }

    private static String fingerprint() throws IOException {
        var sum = new CRC32();
        sum.update(Files.readAllBytes(SCRIPT));
        try (var migrations = Files.list(Path.of("server/src/main/resources/db/migration"))) {
            for (var migration : migrations.sorted().toList()) {
                sum.update(migration.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                sum.update(Files.readAllBytes(migration));
            }
        }
        return Long.toHexString(sum.getValue());
    }
}
