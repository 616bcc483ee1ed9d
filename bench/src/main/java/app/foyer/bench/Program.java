package app.foyer.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A server that runs: its process, and how long it took until it answered.
final class Program implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final double secondsToStart;

    /// Whether a server answers yet.
    interface Answer {
        boolean came() throws IOException, InterruptedException;
    }

    /// @param begun the instant of its start by `System.nanoTime`
    Program(Process process, long begun, Answer answer) throws IOException, InterruptedException {
        this.process = process;
        while (!came(answer)) {
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE_SECONDS * 1_000_000_000L) {
                close();
                throw new IOException("The server doesn't start; its log tells why");
            }
            Thread.sleep(10);
        }
        this.secondsToStart = (System.nanoTime() - begun) / 1e9;
    }

    private static boolean came(Answer answer) throws InterruptedException {
        try {
            return answer.came();
        } catch (IOException notYet) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    double secondsToStart() {
        return secondsToStart;
    }

    @Override
    public void close() {
        var children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
