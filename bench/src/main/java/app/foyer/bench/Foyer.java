package app.foyer.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The packaged server, started as `script/server` starts it once its quick copy is there.
final class Foyer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Program program;
    private final int port;
    private final HttpClient browser = HttpClient.newHttpClient();

    private Foyer(Process process, int port, long begun) throws IOException, InterruptedException {
        this.port = port;
        this.program = new Program(process, begun, () -> get("/sign-in").status() == 200);
    }

    /// @param quick the folder that `script/quicken` has made
    static Foyer start(Path quick, String databaseUrl, int mailPort, Path work)
            throws IOException, InterruptedException {
        var port = Ports.free();
        var words =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        words.addAll(List.of("@script/java.options", "@" + quick.resolve("java.options")));
        words.addAll(List.of(System.getProperty("bench.java-options", "").trim().split("\\s+")));
        words.removeIf(String::isEmpty);
        words.addAll(List.of("-jar", quick.resolve("foyer.jar").toString()));
        var begun = System.nanoTime();
        var process = new Command(
                        words,
                        Map.of(
                                "FOYER_PORT",
                                "" + port,
                                "FOYER_MANAGEMENT_PORT",
                                "" + Ports.free(),
                                "FOYER_DATA_DIR",
                                work.resolve("data").toString(),
                                "FOYER_DATABASE_URL",
                                databaseUrl,
                                "FOYER_SMTP_URL",
                                "smtp://127.0.0.1:" + mailPort,
                                "FOYER_BOOTSTRAP_ADMIN_EMAIL",
                                "operator@bench.example",
                                "FOYER_BOOTSTRAP_ORGANIZATION",
                                "bench",
                                "FOYER_LIMITS_INVITATIONS_PER_ORGANIZATION_PER_DAY",
                                "1000000000",
                                "FOYER_LIMITS_API_REQUESTS_PER_TOKEN_PER_MINUTE",
                                "1000000000"))
                .start(work.resolve("foyer.log"));
        return new Foyer(process, port, begun);
    }

    /// An answer.
    record Answer(int status, String body, List<String> cookies) {}

    Answer get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .build();
        var answer = browser.send(request, BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body(), answer.headers().allValues("Set-Cookie"));
    }

    /// How many bytes an answer has, which may be a long one.
    long length(String path, String cookie) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url(path)))
                .header("Cookie", cookie)
                .build();
        try (var body = browser.send(request, BodyHandlers.ofInputStream()).body()) {
            return body.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    long pid() {
        return program.pid();
    }

    double secondsToStart() {
        return program.secondsToStart();
    }

    @Override
    public void close() {
        program.close();
    }

    /// Makes of the packaged jar what starts quickly, unless that has been made.
    static Path quicken(Path jar, Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        Command.of("script/quicken", jar.toString(), folder.toString()).run();
        return folder;
    }
}
