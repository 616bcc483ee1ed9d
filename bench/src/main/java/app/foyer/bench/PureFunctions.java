package app.foyer.bench;

import app.foyer.account.PastedAddresses;
import app.foyer.database.Cursor;
import app.foyer.database.Ids;
import app.foyer.database.Secrets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What each request computes without asking anybody: `script/bench functions`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PureFunctions {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID ID = Ids.next(NOW);
    private static final String LIST = "members name";

    private String address = "Ann Lindqvist <ann.lindqvist@example.com>,";
    private String cursor = new Cursor(LIST, "ann lindqvist", ID).text();
    private String secret = Secrets.nextText();

    @Benchmark
    public Object readAnAddress() {
        return PastedAddresses.one(address);
    }

    @Benchmark
    public Object makeASecret() {
        return Secrets.nextText();
    }

    @Benchmark
    public Object hashASecret() {
        return Secrets.sha256(secret);
    }

    @Benchmark
    public Object readACursor() {
        return Cursor.parse(LIST, cursor);
    }

    @Benchmark
    public Object makeAnId() {
        return Ids.next(NOW);
    }
}
