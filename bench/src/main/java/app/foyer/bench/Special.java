package app.foyer.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is measured otherwise than by sending the same request again and again.
final class Special {
    private static final int MAILS = 20_000;
    private static final int BARE_SECONDS = 3;
    private static final int STARTS = 3;
    private static final int INVITING_SECONDS = 5;

    private Special() {}

    static List<Line> measure(String name, House house, Path quick) throws IOException, InterruptedException {
        return switch (name) {
            case "drain" -> drain(house);
            case "export" -> export(house);
            case "bytes" -> bytes(house);
            case "start" -> start(house, quick);
            case "memory" -> memory(house, "load").stream().toList();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<Line> drain(House house) throws IOException, InterruptedException {
        house.settle();
        var slug = house.newTown().split(" ")[0];
        var sink = house.sink();
        var before = sink.taken();
        house.database().script(House.DB, Path.of("bench/sql/mails.sql"), "slug=" + slug, "number=" + MAILS);
        // A new e-mail wakes those who send them; the rest follows it.
        house.invite(1, "drain", slug + " " + house.tokenOf(slug))
                .run(house.foyer().url("/"), 1, 1);
        while (sink.taken() < before + MAILS / 20) {
            Thread.sleep(1);
        }
        var first = sink.taken();
        var server = Cpu.of(house.foyer().pid());
        var database = Cpu.ofFamily(house.database().pid());
        var begun = System.nanoTime();
        while (sink.taken() < before + MAILS * 19 / 20) {
            Thread.sleep(1);
        }
        var seconds = (System.nanoTime() - begun) / 1e9;
        var sent = sink.taken() - first;
        server = (Cpu.of(house.foyer().pid()) - server) * 1000 / sent;
        database = (Cpu.ofFamily(house.database().pid()) - database) * 1000 / sent;
        house.settle();
        var bare = MailSink.bareLoop(sink.port(), sink.last(), BARE_SECONDS);
        return List.of(
                line("drain", sent / seconds, server, database, "%.2f of a bare loop".formatted(sent / seconds / bare)),
                line("bare-loop", bare, 0, 0, "one SMTP connection"));
    }

    private static List<Line> export(House house) throws IOException, InterruptedException {
        var cookie = house.session("many");
        var lines = new ArrayList<Line>();
        for (var format : List.of("csv", "ndjson")) {
            var server = Cpu.of(house.foyer().pid());
            var database = Cpu.ofFamily(house.database().pid());
            var begun = System.nanoTime();
            var bytes = house.foyer().length("/o/many/audit-log/export." + format, cookie);
            var seconds = (System.nanoTime() - begun) / 1e9;
            var events = house.sizes().many();
            lines.add(line(
                    "export-" + format,
                    events / seconds,
                    (Cpu.of(house.foyer().pid()) - server) * 1000 / events,
                    (Cpu.ofFamily(house.database().pid()) - database) * 1000 / events,
                    "events; all in %.1f s, %d MB".formatted(seconds, bytes / 1_000_000)));
        }
        return lines;
    }

    private static List<Line> bytes(House house) throws IOException, InterruptedException {
        house.settle();
        house.database().ask(House.DB, "vacuum");
        var town = house.newTown();
        var before = house.size();
        house.invite(10, "bytes", town).run(house.foyer().url("/"), 16, INVITING_SECONDS);
        house.settle();
        var grown = house.size() - before;
        var invited = Integer.parseInt(house.database().ask(House.DB, """
                        select count(*) from invitation i join organization o on o.id = i.organization_id
                         where o.slug = '%s'""".formatted(town.split(" ")[0])));
        return List.of(line("bytes", (double) grown / invited, 0, 0, "bytes per invitation, of " + invited));
    }

    private static List<Line> start(House house, Path quick) throws IOException, InterruptedException {
        var lines = new ArrayList<Line>();
        for (var i = 0; i < STARTS; i++) {
            try (var another = Foyer.start(
                    quick, house.database().url(House.DB), house.sink().port(), house.work())) {
                lines.add(line(
                        "start",
                        1 / another.secondsToStart(),
                        0,
                        0,
                        "%.2f s to the first answer, %d MiB"
                                .formatted(another.secondsToStart(), Cpu.memory(another.pid()))));
            }
        }
        return lines;
    }

    static Optional<Line> memory(House house, String after) throws InterruptedException {
        Thread.sleep(1000);
        var mebibytes = Cpu.memory(house.foyer().pid());
        return Optional.of(line("memory-" + after, mebibytes, 0, 0, mebibytes + " MiB"));
    }

    private static Line line(String name, double rate, double server, double database, @Nullable String note) {
        return new Line(name, 0, 1, rate, 0, 0, server, database, note);
    }
}
