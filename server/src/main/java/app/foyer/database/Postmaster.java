package app.foyer.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The process of a running PostgreSQL, found by the `postmaster.pid` of its cluster.
final class Postmaster {
    private Postmaster() {}

    /// The server that serves this cluster. Only the pid's number isn't proof: after a crash it may be anybody's.
    static Optional<ProcessHandle> of(Path cluster) throws IOException {
        return pid(cluster).flatMap(ProcessHandle::of).filter(process -> serves(process, cluster));
    }

    private static Optional<Long> pid(Path cluster) throws IOException {
        var file = pidFile(cluster);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .findFirst()
                .filter(line -> line.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    private static boolean serves(ProcessHandle process, Path cluster) {
        var info = process.info();
        return info.command().filter(program -> program.endsWith("/postgres")).isPresent()
                && (worksIn(process, cluster)
                        || List.of(info.arguments().orElse(new String[0])).contains(cluster.toString()));
    }

    /// Linux tells the working directory, which is the cluster even after the folder was moved.
    private static boolean worksIn(ProcessHandle process, Path cluster) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), cluster);
        } catch (IOException _) {
            return false;
        }
    }

    /// PostgreSQL won't start while the number in a dead server's file is some other process's.
    static void forget(Path cluster) throws IOException {
        Files.deleteIfExists(pidFile(cluster));
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }
}
