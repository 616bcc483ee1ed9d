package app.foyer.bench;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The lines as Markdown.
final class Table {
    private static final String HEAD = """
            | case | connections | /s | p50 ms | p99 ms | p99/p50 | server CPU ms | database CPU ms | compared | |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |
            """;

    private Table() {}

    static String of(List<Line> lines) {
        return HEAD
                + lines.stream().map(line -> row(line, compared(line, lines))).collect(Collectors.joining("\n"));
    }

    static String row(Line line) {
        return row(line, "");
    }

    private static String row(Line line, String compared) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s |",
                line.name(),
                line.connections(),
                number(line.rate()),
                number(line.p50()),
                number(line.p99()),
                line.p50() > 0 ? "%.1f".formatted(line.p99() / line.p50()) : "",
                cpu(line.server()),
                cpu(line.database()),
                compared,
                Objects.requireNonNullElse(line.note(), ""));
    }

    private static String number(double value) {
        return value >= 100 ? "%,.0f".formatted(value) : "%.2f".formatted(value);
    }

    // Where nothing was answered there is nothing to share it out among.
    private static String cpu(double milliseconds) {
        return Double.isFinite(milliseconds) ? "%.3f".formatted(milliseconds) : "";
    }

    private static String compared(Line line, List<Line> all) {
        return Stream.of(ofFloor(line, all), times(line, "keycloak", all), times(line, "better-auth", all))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    // Inviting and accepting insert rows, as the floor does.
    private static String ofFloor(Line line, List<Line> all) {
        var floor = line.things() == 10 ? "floor-10" : "floor-1";
        var inserts = line.name().startsWith("invite-")
                || line.name().equals("accept")
                || line.name().equals("resend");
        return all.stream()
                .filter(f -> inserts && f.name().equals(floor) && f.connections() == line.connections())
                .findFirst()
                .map(f -> "%.2f of the floor".formatted(line.rate() / f.rate()))
                .orElse("");
    }

    // Whoever can't invite ten at once would have to ask ten times.
    private static String times(Line line, String peer, List<Line> all) {
        var question =
                line.name().equals("invite-10") ? "invite-1" : line.name().replaceFirst("-few$", "");
        return all.stream()
                .filter(p -> p.name().equals(peer + " " + question) && p.connections() == line.connections())
                .findFirst()
                .map(p -> p.rate() == 0
                        ? "no answer of " + peer
                        : "%.1f × %s".formatted(line.rate() * line.things() / p.rate(), peer))
                .orElse("");
    }
}
