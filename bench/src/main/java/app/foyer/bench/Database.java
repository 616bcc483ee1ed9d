package app.foyer.bench;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A PostgreSQL of the benchmark's own, with Debian's programs, that keeps what it commits.
final class Database implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put("fsync", "on");
        SETTINGS.put("synchronous_commit", "on");
        SETTINGS.put("full_page_writes", "on");
        SETTINGS.put("shared_buffers", "128MB");
        SETTINGS.put("max_connections", "100");
        SETTINGS.put("max_wal_size", "1GB");
    }

    private final Path programs;
    private final Path cluster;
    private final int port;

    private Database(Path programs, Path cluster, int port) {
        this.programs = programs;
        this.cluster = cluster;
        this.port = port;
    }

    /// @param watched whether it counts its statements, which makes it a little slower
    static Database start(Path cluster, boolean watched) throws IOException {
        var database = new Database(newestPrograms(), cluster, Ports.free());
        if (!Files.exists(cluster.resolve("PG_VERSION"))) {
            Files.createDirectories(cluster.getParent());
            database.program("initdb")
                    .and("-D", cluster.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
                    .run();
        }
        var options = new StringBuilder(
                "-p " + database.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''");
        SETTINGS.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        if (watched) {
            options.append(" -c shared_preload_libraries=pg_stat_statements");
        }
        var log = cluster.resolveSibling("postgresql.log").toString();
        database.program("pg_ctl")
                .and("-D", cluster.toString(), "-w", "-t", "120", "-l", log, "-o", options.toString(), "start")
                .run();
        return database;
    }

    private static Path newestPrograms() throws IOException {
        try (var versions = Files.list(DEBIAN)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/pgbench")))
                    .max(Comparator.comparing(
                            version -> Integer.valueOf(version.getFileName().toString())))
                    .orElseThrow()
                    .resolve("bin");
        }
    }

    // PostgreSQL refuses root; in a user namespace of its own, root is nobody in particular.
    private Command program(String name) {
        var program = programs.resolve(name).toString();
        return new UnixSystem().getUid() == 0 ? Command.of("unshare", "-U", program) : Command.of(program);
    }

    Command client(String name) {
        return Command.of(programs.resolve(name).toString(), "-h", "127.0.0.1", "-p", "" + port, "-U", "postgres");
    }

    int port() {
        return port;
    }

    String url(String database) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
    }

    /// Runs a script of SQL with variables, given as `name=value`, and gives what it prints.
    String script(String database, Path script, String... variables) {
        var command = client("psql").and("-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database);
        for (var variable : variables) {
            command = command.and("-v", variable);
        }
        return command.and("-f", script.toString()).run();
    }

    /// What one statement or several give, as bare text.
    String ask(String database, String... statements) {
        var command = client("psql").and("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database);
        for (var statement : statements) {
            command = command.and("-c", statement);
        }
        return command.run().strip();
    }

    /// The statements that took longest since they were last forgotten: calls and microseconds for each request.
    String statements(String database, long requests) {
        return ask(database, """
                select format('%%8s calls %%8s µs  %%s', round(calls::numeric / %1$d, 3), round(total_exec_time * 1000 / %1$d),
                              left(regexp_replace(query, '\\s+', ' ', 'g'), 150))
                  from pg_stat_statements order by total_exec_time desc limit 30""".formatted(requests));
    }

    boolean has(String database) {
        return !ask("postgres", "select 1 from pg_database where datname = '" + database + "'")
                .isEmpty();
    }

    /// The number that the first process of this server goes by.
    long pid() {
        try {
            return Long.parseLong(Files.readAllLines(cluster.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its version and the settings that its speed depends on.
    List<String> description() {
        var names = SETTINGS.keySet().stream().map(name -> "'" + name + "'").toList();
        return Arrays.asList(
                ask("postgres", "show server_version"), ask("postgres", """
                        select string_agg(name || ' ' || current_setting(name), ', ' order by name)
                          from pg_settings where name in (%s)""".formatted(String.join(", ", names))));
    }

    @Override
    public void close() {
        program("pg_ctl")
                .and("-D", cluster.toString(), "-w", "-m", "fast", "stop")
                .run();
    }
}
