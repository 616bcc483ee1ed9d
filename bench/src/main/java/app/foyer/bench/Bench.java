package app.foyer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Measures what it is asked to, and prints one table.
final class Bench {
    private static final int PEER_WARM_UP_SECONDS = 10;

    private final Choice choice;
    private final House house;
    private final Path quick;
    private final Path peers;
    private final Cases cases = new Cases();
    private final Map<String, List<Line>> lines = new LinkedHashMap<>();

    private Bench(Choice choice, House house, Path quick) {
        this.choice = choice;
        this.house = house;
        this.quick = quick;
        this.peers = house.work().resolveSibling("peers");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var choice = Choice.of(args, new Cases().all().keySet());
        var work = Files.createDirectories(Path.of("bench/target/work").toAbsolutePath());
        var quick = Foyer.quicken(Path.of("server/target/foyer.jar"), work.resolve("foyer"));
        try (var sink = new MailSink();
                var database = Database.start(work.resolve("postgresql"), choice.statements())) {
            database.description().forEach(System.err::println);
            Town.prepare(database, quick, sink, work, choice.sizes());
            if (choice.statements()) {
                database.ask(House.DB, "create extension pg_stat_statements");
            }
            var floor = new Floor(database);
            try (var foyer = Foyer.start(quick, database.url(House.DB), sink.port(), work)) {
                var house = new House(database, foyer, sink, work, choice.sizes());
                new Bench(choice, house, quick).run(floor);
            }
        }
    }

    private void run(Floor floor) throws IOException, InterruptedException {
        Special.memory(house, "start").ifPresent(this::add);
        warmUp();
        for (var round = 0; round < choice.rounds(); round++) {
            for (var name : choice.cases()) {
                measure(name, floor);
            }
            if (choice.peers()) {
                measurePeers();
            }
        }
        System.out.println(Table.of(lines.values().stream().map(Line::median).toList()));
    }

    private void measure(String name, Floor floor) throws IOException, InterruptedException {
        var known = cases.all().get(name);
        if (known != null) {
            for (var connections : choice.connections()) {
                add(measure(known, connections));
            }
        } else if (name.startsWith("floor-")) {
            for (var connections : choice.connections()) {
                add(floor.measure(name, connections, choice.warmUp(), choice.seconds()));
            }
        } else {
            Special.measure(name, house, quick).forEach(this::add);
        }
    }

    private Line measure(Cases.Case what, int connections) throws IOException, InterruptedException {
        var load = what.load().make(house, connections, choice.warmUp() + choice.seconds());
        var foyer = house.foyer();
        return measure(what.name(), what.things(), foyer.url("/"), foyer.pid(), load, connections);
    }

    private Line measure(String name, int things, String url, long pid, Load load, int connections)
            throws InterruptedException {
        house.database().ask("postgres", "checkpoint");
        var spent = load.run(url, connections, choice.warmUp());
        if (choice.statements()) {
            house.database().ask(House.DB, "select pg_stat_statements_reset()");
        }
        var server = Cpu.ofFamily(pid);
        var database = Cpu.ofFamily(house.database().pid());
        var machine = Cpu.ofAll();
        var mails = house.sink().taken();
        var outcome = load.after(spent.requests()).run(url, connections, choice.seconds());
        server = Cpu.ofFamily(pid) - server;
        database = Cpu.ofFamily(house.database().pid()) - database;
        machine = Cpu.ofAll() - machine;
        mails = house.sink().taken() - mails;
        if (choice.statements()) {
            System.err.println(house.database().statements(House.DB, outcome.requests()));
        }
        var note = new ArrayList<String>();
        if (mails > 0) {
            note.add("%.0f mails/s".formatted(mails / outcome.seconds()));
        }
        if (outcome.refused() + outcome.broken() > 0) {
            note.add(outcome.refused() + " refused, " + outcome.broken() + " broken off");
        }
        note.add("machine %.0f %%".formatted(machine / outcome.seconds() * 100));
        if (mails > 0) {
            house.settle();
        }
        return new Line(
                name,
                connections,
                things,
                outcome.rate(),
                outcome.p50(),
                outcome.p99(),
                server * 1000 / outcome.requests(),
                database * 1000 / outcome.requests(),
                String.join(", ", note));
    }

    // One after the other, each warmed up as Foyer is; meanwhile Foyer has nothing to do.
    private void measurePeers() throws IOException, InterruptedException {
        try (var keycloak = Keycloak.start(house.database(), peers, house.sink().port())) {
            measure(keycloak);
        }
        try (var betterAuth =
                BetterAuth.start(house.database(), peers, house.sink().port())) {
            measure(betterAuth);
        }
    }

    private void measure(Peer peer) throws IOException, InterruptedException {
        add(Line.of(
                peer.name() + " start",
                1 / peer.secondsToStart(),
                "%.2f s to the first answer, %d MiB".formatted(peer.secondsToStart(), Cpu.memory(peer.pid()))));
        var questions = peer.questions();
        for (var question : questions) {
            question.load().get().run(peer.url(), 16, PEER_WARM_UP_SECONDS);
        }
        for (var question : questions) {
            for (var connections : choice.connections()) {
                var name = peer.name() + " " + question.name();
                add(measure(name, 1, peer.url(), peer.pid(), question.load().get(), connections));
            }
        }
    }

    // What the compilers of a long-running server have long done.
    private void warmUp() throws IOException, InterruptedException {
        var heated = choice.cases().stream()
                .map(cases.all()::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        for (var one : heated) {
            var seconds = Math.max(2, choice.heating() / heated.size());
            one.load().make(house, 16, seconds).run(house.foyer().url("/"), 16, seconds);
        }
        house.settle();
    }

    private void add(Line line) {
        System.err.println(Table.row(line));
        lines.computeIfAbsent(line.name() + " " + line.connections(), _ -> new ArrayList<>())
                .add(line);
    }
}
