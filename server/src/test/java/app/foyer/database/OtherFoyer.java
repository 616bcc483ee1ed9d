package app.foyer.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Another process that holds a data dir, and can be killed like one.
record OtherFoyer(Process process) implements AutoCloseable {
    static OtherFoyer on(Path dataDir) throws IOException {
        var started = starting(dataDir);
        var said = started.process.inputReader(StandardCharsets.UTF_8);
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (line.equals("started")) {
                return started;
            }
        }
        throw new IllegalStateException("the other Foyer ended");
    }

    static OtherFoyer starting(Path dataDir) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new OtherFoyer(new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherFoyer.class.getName(),
                        dataDir.toString())
                .redirectErrorStream(true)
                .start());
    }

    String said() {
        return process.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] args) throws IOException {
        EmbeddedPostgres.start(Path.of(args[0]));
        System.out.println("started");
        // Holds on until the parent kills it, or is gone itself.
        while (System.in.read() >= 0) {}
    }
}
