package app.foyer.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What wrk asks for, again and again: with a script and its arguments.
record Load(String script, List<String> arguments) {

    static Load of(String script, String... arguments) {
        return new Load(script, List.of(arguments));
    }

    /// What came of it.
    ///
    /// @param seconds how long it took
    /// @param p50 in milliseconds, as the others
    /// @param refused answers of 400 and above
    record Outcome(long requests, double seconds, double p50, double p99, double longest, long refused, long broken) {
        double rate() {
            return (requests - refused) / seconds;
        }
    }

    /// The same load for those who have used up what it begins with.
    Load after(long requests) {
        if (!script.equals("post.lua")) {
            return this;
        }
        var rest = new ArrayList<>(arguments);
        rest.set(1, "" + (Long.parseLong(arguments.get(1)) + requests + 64));
        return new Load(script, rest);
    }

    Outcome run(String url, int connections, int seconds) {
        var words = new ArrayList<>(List.of(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--timeout",
                "30s",
                "-s",
                "bench/wrk/" + script,
                url,
                "--"));
        words.addAll(arguments);
        var said = new Command(words, Map.of("BENCH_WRK", "bench/wrk")).run();
        var result = said.lines()
                .filter(line -> line.startsWith("RESULT "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(said))
                .split(" ");
        return new Outcome(
                Long.parseLong(result[1]),
                Long.parseLong(result[2]) / 1e6,
                Long.parseLong(result[3]) / 1e3,
                Long.parseLong(result[4]) / 1e3,
                Long.parseLong(result[5]) / 1e3,
                Long.parseLong(result[6]),
                Long.parseLong(result[7]));
    }
}
