package app.foyer.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program to run, and what it is told.
record Command(List<String> words, Map<String, String> environment) {

    static Command of(String... words) {
        return new Command(List.of(words), Map.of());
    }

    Command and(String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Command(List.copyOf(all), environment);
    }

    Command with(Map<String, String> variables) {
        return new Command(words, variables);
    }

    /// Runs it to its end, and gives what it said.
    String run() {
        try {
            var process = builder().redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", words) + " failed:\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException(e.getMessage()));
        }
    }

    /// Starts it, and leaves it running.
    Process start(Path log) {
        try {
            return builder()
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder() {
        var builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("FOYER_"));
        builder.environment().putAll(environment);
        return builder;
    }
}
