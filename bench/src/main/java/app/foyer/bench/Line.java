package app.foyer.bench;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of the table: what was measured, once.
///
/// @param things how many things a request brings about, such as addresses invited
/// @param server the server's processor time for each request, in milliseconds; database likewise
/// @param note what there is to say besides
record Line(
        String name,
        int connections,
        int things,
        double rate,
        double p50,
        double p99,
        double server,
        double database,
        @Nullable String note) {

    /// Something measured otherwise than by requests.
    static Line of(String name, double rate, String note) {
        return new Line(name, 0, 1, rate, 0, 0, 0, 0, note);
    }

    /// Of several measurements of the same, the one in the middle.
    static Line median(List<Line> lines) {
        return lines.stream()
                .sorted(Comparator.comparingDouble(Line::rate))
                .skip((lines.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
