package app.foyer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;

/// How fast the database alone inserts what inviting inserts at the least: pgbench, with nothing in between.
final class Floor {
    private static final String DB = "floor";
    private static final Path SCRIPTS = Path.of("bench/floor").toAbsolutePath();
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without");

    private final Database database;

    Floor(Database database) {
        this.database = database;
        if (!database.has(DB)) {
            database.ask("postgres", "create database " + DB);
        }
    }

    /// @param name `floor-1` or `floor-10`, after how many addresses a transaction has
    Line measure(String name, int connections, int warmUp, int seconds) throws IOException {
        var ten = name.equals("floor-10");
        database.script(DB, SCRIPTS.resolve("schema.sql"));
        database.ask(DB, "checkpoint");
        run(ten, connections, warmUp, Path.of("/dev/null"));
        var log = Files.createTempDirectory("floor");
        var before = Cpu.ofFamily(database.pid());
        var said = run(ten, connections, seconds, log.resolve("run"));
        var cpu = Cpu.ofFamily(database.pid()) - before;
        var rate = RATE.matcher(said);
        if (!rate.find()) {
            throw new IOException(said);
        }
        var waits = waits(log);
        return new Line(
                name,
                connections,
                ten ? 10 : 1,
                Double.parseDouble(rate.group(1)),
                waits[waits.length / 2] / 1e3,
                waits[(int) (waits.length * 0.99)] / 1e3,
                0,
                cpu * 1000 / waits.length,
                null);
    }

    private String run(boolean ten, int connections, int seconds, Path log) {
        var command = database.client("pgbench")
                .and(
                        "-n",
                        "-M",
                        "prepared",
                        "-f",
                        SCRIPTS.resolve(ten ? "ten.sql" : "one.sql").toString())
                .and("-c", "" + connections, "-j", "" + Math.min(2, connections), "-T", "" + seconds);
        if (!log.startsWith("/dev")) {
            command = command.and("-l", "--log-prefix=" + log);
        }
        return command.and(DB).run();
    }

    // pgbench writes down each transaction: client, number, microseconds …
    private static long[] waits(Path folder) throws IOException {
        try (var logs = Files.list(folder)) {
            var waits = logs.flatMap(log -> lines(log)).mapToLong(line -> Long.parseLong(line.split(" ")[2]));
            return waits.sorted().toArray();
        } finally {
            try (var all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static java.util.stream.Stream<String> lines(Path log) {
        try {
            return Files.readAllLines(log).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
