package app.foyer.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// PostgreSQL's programs, unpacked: `initdb`, `pg_ctl`, `postgres`.
record PostgresPrograms(Path home) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    /// How a program ended, and what it said.
    record Ended(int status, String output) {
        boolean well() {
            return status == 0;
        }
    }

    int major() throws IOException {
        var version = VERSION.matcher(run("postgres", "--version").output());
        if (!version.find()) {
            throw new IOException("the programs in " + home + " don't run");
        }
        return Integer.parseInt(version.group(1));
    }

    Ended run(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(asNobodyIfRoot());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    /// PostgreSQL refuses root. In a user namespace of its own, root is nobody in particular, yet its files stay its
    /// own.
    private List<String> asNobodyIfRoot() throws IOException {
        if (new UnixSystem().getUid() != 0) {
            return List.of();
        }
        var enter = List.of("unshare", "-U");
        try {
            if (run(List.of("unshare", "-U", "true")).well()) {
                return enter;
            }
        } catch (IOException _) { // no such program: the same sentence
        }
        throw DatabaseNotUsable.rootWithoutNamespace();
    }

    private Ended run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(home.toFile());
        // PGDATA, PGPORT, PGOPTIONS and their like, meant for another server, would bend this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        process.getOutputStream().close();
        try (var output = process.getInputStream()) {
            var said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said.strip());
        } catch (InterruptedException _) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while running " + command.getFirst());
        }
    }
}
