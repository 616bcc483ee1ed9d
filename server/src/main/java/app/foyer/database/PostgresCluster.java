package app.foyer.database;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files of one database server (PostgreSQL's word is cluster), and the server started on them.
///
/// @param folder private; holds the cluster itself in `data`, and beside it its password and logs
record PostgresCluster(Path folder, PostgresPrograms programs) {
    private static final int ATTEMPTS = 5;

    /// Makes the cluster unless an earlier start did; `initdb` asks for passwords from the first instant.
    void make(Path passwordFile) throws IOException {
        if (Files.exists(data())) {
            return;
        }
        var unfinished = PrivateFiles.unfinished(data());
        var arguments = new ArrayList<>(List.of(
                "-D",
                unfinished.toString(),
                "-U",
                "postgres",
                "-A",
                "scram-sha-256",
                "--pwfile",
                passwordFile.toString()));
        arguments.addAll(List.of("-E", "UTF8", "--data-checksums", "--locale=C"));
        if (programs.major() >= 17) { // the same order of texts on every system, by Unicode's code points
            arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        }
        // Trigrams are of what the system takes for letters, beyond ASCII only by this. A few systems don't have it;
        // there, names in other scripts are found without an index.
        var initdb = programs.run("initdb", with(arguments, "--lc-ctype=C.UTF-8"));
        if (!initdb.well() && initdb.output().contains("invalid locale name")) {
            initdb = programs.run("initdb", arguments.toArray(String[]::new));
        }
        if (!initdb.well()) {
            throw new IOException(reason(initdb.output()));
        }
        PrivateFiles.finish(unfinished, data());
    }

    private static String[] with(List<String> arguments, String another) {
        return Stream.concat(arguments.stream(), Stream.of(another)).toArray(String[]::new);
    }

    void refuseOtherMajor(Path dataDir) throws IOException {
        var version = data().resolve("PG_VERSION");
        if (!Files.exists(version)) {
            return;
        }
        var found = Files.readString(version).strip();
        if (!found.equals(Integer.toString(programs.major()))) {
            throw DatabaseNotUsable.otherMajor(dataDir, found, programs.major());
        }
    }

    /// Starts the server and returns its port.
    ///
    /// More than one attempt: another program may take the free port, and the server of a Foyer that was killed
    /// in the midst of its start may come up under our hands.
    int start() throws IOException {
        PrivateFiles.folder(folder.resolve("log"));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            stopLeftover();
            var port = freePort();
            if (start(port)) {
                return port;
            }
            pause();
        }
        throw new IOException(reason(Files.readString(startLog())));
    }

    private boolean start(int port) throws IOException {
        Files.deleteIfExists(startLog());
        return programs.run(
                        "pg_ctl",
                        "start",
                        "-D",
                        data().toString(),
                        "-l",
                        startLog().toString(), //
                        "-w",
                        "-t",
                        "600",
                        "-o",
                        PostgresOptions.onPort(port))
                .well();
    }

    /// Ends the server that a killed Foyer left behind.
    private void stopLeftover() throws IOException {
        if (Postmaster.of(data()).isPresent()) {
            stop();
        }
        Postmaster.forget(data());
    }

    /// Fast: open transactions are rolled back. If that takes too long, at once: the next start recovers from the log.
    void stop() throws IOException {
        if (!stop("fast", 4) && Postmaster.of(data()).isPresent()) {
            stop("immediate", 2);
        }
    }

    private boolean stop(String mode, int seconds) throws IOException {
        return programs.run("pg_ctl", "stop", "-D", data().toString(), "-m", mode, "-w", "-t", "" + seconds)
                .well();
    }

    Path data() {
        return folder.resolve("data");
    }

    /// What the server says until its log is open.
    private Path startLog() {
        return folder.resolve("start.log");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(300);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while starting");
        }
    }

    /// Why a program failed: a full disk if it says so anywhere, or else its last complaint.
    private static String reason(String output) {
        var complaints = output.lines()
                .filter(line -> line.matches(".*(FATAL|PANIC|error|No space left).*"))
                .toList();
        return complaints.stream()
                .filter(line -> line.contains("No space left"))
                .findFirst()
                .orElse(complaints.isEmpty() ? "no reason given" : complaints.getLast());
    }
}
