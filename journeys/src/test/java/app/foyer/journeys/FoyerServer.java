package app.foyer.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A packaged Foyer in a process of its own, on free ports and with a data dir that lasts until it is closed.
final class FoyerServer implements AutoCloseable {
    static final String OPERATOR_TOKEN = "operator-token-of-the-journeys-0123456789";

    private static final Duration START = Duration.ofSeconds(120);
    private static final int TAIL = 6000;

    private final Path home;
    private final int port = freePort();
    private final int managementPort = freePort();
    private final Map<String, String> settings = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    FoyerServer(Map<String, String> settings) {
        try {
            home = Files.createTempDirectory("foyer-journeys-");
            // An embedded PostgreSQL under root runs as somebody else, who must get to the data dir.
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.settings.putAll(Map.of(
                "FOYER_PORT", String.valueOf(port),
                "FOYER_MANAGEMENT_PORT", String.valueOf(managementPort),
                "FOYER_PUBLIC_URL", url(),
                "FOYER_DATA_DIR", dataDir().toString(),
                "FOYER_MAIL_FROM", "Foyer <foyer@mail.example>",
                "FOYER_OPERATOR_TOKEN", OPERATOR_TOKEN,
                "FOYER_ORGANIZATIONS_CREATED_BY", "ACCOUNTS"));
        this.settings.putAll(noLimits());
        this.settings.putAll(settings);
    }

    private static Map<String, String> noLimits() {
        return Stream.of(
                        "FOYER_LIMITS_INVITATIONS_PER_ORGANIZATION_PER_DAY",
                        "FOYER_LIMITS_EMAILS_PER_ADDRESS_PER_DAY",
                        "FOYER_LIMITS_API_REQUESTS_PER_TOKEN_PER_MINUTE",
                        "FOYER_LIMITS_SIGN_IN_LINKS_PER_ADDRESS_PER_HOUR")
                .collect(toMap(limit -> limit, _ -> "0"));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    Path dataDir() {
        return home.resolve("data");
    }

    /// All that the server has written to its output, over all its starts.
    String log() {
        try {
            return Files.exists(logFile()) ? Files.readString(logFile(), UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endOfLog() {
        var log = log();
        return "The server's log ends with:\n" + log.substring(Math.max(0, log.length() - TAIL));
    }

    /// The last address in the log that begins with the path.
    String printedLink(String path) {
        var link = Pattern.compile(Pattern.quote(url() + path) + "[\\w\\-.~=?&]+");
        return link.matcher(log())
                .results()
                .reduce((_, later) -> later)
                .orElseThrow(() -> new AssertionError("No link to %s is printed. %s".formatted(path, endOfLog())))
                .group();
    }

    FoyerServer start() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var folder = folder();
        var builder = new ProcessBuilder(
                        java,
                        "@" + Path.of("../script/java.options").toAbsolutePath(),
                        "@" + folder.resolve("java.options"),
                        "-jar",
                        folder.resolve("foyer.jar").toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("FOYER_"));
        builder.environment().putAll(settings);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReadiness(process);
        return this;
    }

    /// SIGTERM, and what is left of the server, its database included, when the time is over.
    Collection<String> stop(Duration within) {
        var running = processes();
        running().destroy();
        try {
            Eventually.holds("an end", within, () -> running.stream().noneMatch(ProcessHandle::isAlive));
            return List.of();
        } catch (AssertionError late) {
            return running.stream()
                    .filter(ProcessHandle::isAlive)
                    .map(left -> left.info().commandLine().orElse("process " + left.pid()))
                    .toList();
        }
    }

    /// SIGKILL, to Foyer alone: its database is left to itself.
    void kill() {
        try {
            running().destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        var left = processes();
        left.forEach(ProcessHandle::destroy);
        try {
            Eventually.holds(
                    "an end", Duration.ofSeconds(10), () -> left.stream().noneMatch(ProcessHandle::isAlive));
        } catch (AssertionError late) {
            left.forEach(ProcessHandle::destroyForcibly);
        }
        delete(home);
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("Not started");
        }
        return process;
    }

    /// Foyer and its PostgreSQL, alive ones only.
    private Set<ProcessHandle> processes() {
        var all = new HashSet<ProcessHandle>();
        var roots = new ArrayList<ProcessHandle>();
        postmaster().ifPresent(roots::add);
        if (process != null) {
            roots.add(process.toHandle());
        }
        for (var root : roots) {
            all.add(root);
            root.descendants().forEach(all::add);
        }
        all.removeIf(one -> !one.isAlive());
        return all;
    }

    private Optional<ProcessHandle> postmaster() {
        var pidFile = dataDir().resolve("postgres/data/postmaster.pid");
        try {
            return Files.exists(pidFile)
                    ? ProcessHandle.of(Long.parseLong(
                                    Files.readAllLines(pidFile).getFirst().strip()))
                            .filter(one -> one.info()
                                    .commandLine()
                                    .orElse("")
                                    .contains(dataDir().toString()))
                    : Optional.empty();
        } catch (IOException goneMeanwhile) {
            return Optional.empty();
        }
    }

    private void awaitReadiness(Process started) {
        try {
            Eventually.holds("readiness", START, () -> {
                if (!started.isAlive()) {
                    throw new AssertionError("Foyer ended with " + started.exitValue());
                }
                return ready();
            });
        } catch (AssertionError notReady) {
            throw new AssertionError(notReady.getMessage() + ". " + endOfLog(), notReady);
        }
    }

    private boolean ready() {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The processors' time that it has taken so far.
    Duration work() {
        return running().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// The same for its own PostgreSQL.
    Duration databaseWork() {
        return postmaster().stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// What a gauge or counter says now.
    Double metric(String name) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus"))
                .build();
        try {
            return http.send(request, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> Double.valueOf(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path logFile() {
        return home.resolve("server.log");
    }

    private static Path folder() {
        var folder = Path.of(System.getProperty("foyer.folder", "target/foyer"))
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(folder.resolve("foyer.jar"))) {
            throw new AssertionError(
                    "There is no Foyer in %s. Package it first: mvn -pl journeys -am verify".formatted(folder));
        }
        return folder;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(FoyerServer::deleteOne);
        } catch (IOException | UncheckedIOException vanished) {
            System.err.println("Left behind: " + folder + " (" + vanished.getMessage() + ")");
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
