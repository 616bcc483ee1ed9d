package app.foyer.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What somebody asks for on the command line.
///
/// @param seconds how long each run lasts after its warm-up
/// @param statements whether to tell what the database spent its time on
/// @param peers whether the peers are measured as well
/// @param heating how long the server is warmed up before all
record Choice(
        List<String> cases,
        List<Integer> connections,
        House.Sizes sizes,
        boolean statements,
        boolean peers,
        int rounds,
        int warmUp,
        int seconds,
        int heating) {
    private static final List<String> OTHERS =
            List.of("floor-1", "floor-10", "drain", "export", "bytes", "start", "memory");

    static Choice of(String[] args, Set<String> known) {
        var cases = new ArrayList<String>();
        var connections = List.of(1, 16);
        var quick = List.of(args).contains("--quick");
        var rounds = quick ? 1 : 3;
        var seconds = quick ? 4 : 8;
        var heating = quick ? 30 : 90;
        for (var i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick", "--peers", "--statements" -> {}
                case "--rounds" -> rounds = Integer.parseInt(args[++i]);
                case "--heating" -> heating = Integer.parseInt(args[++i]);
                case "--seconds" -> seconds = Integer.parseInt(args[++i]);
                case "--connections" ->
                    connections = List.of(args[++i].split(",")).stream()
                            .map(Integer::valueOf)
                            .toList();
                default -> cases.addAll(named(args[i], known));
            }
        }
        var sizes = quick ? new House.Sizes(10_000, 100_000, 1_000) : new House.Sizes(10_000, 1_000_000, 10_000);
        if (cases.isEmpty()) {
            cases.addAll(OTHERS.subList(0, 2));
            cases.addAll(known);
            cases.addAll(OTHERS.subList(2, OTHERS.size()));
        }
        var given = List.of(args);
        return new Choice(
                cases,
                connections,
                sizes,
                given.contains("--statements"),
                given.contains("--peers"),
                rounds,
                quick ? 2 : 3,
                seconds,
                heating);
    }

    // A case, or all those that begin so.
    private static List<String> named(String word, Set<String> known) {
        if (OTHERS.contains(word) || known.contains(word)) {
            return List.of(word);
        }
        var several = known.stream().filter(name -> name.startsWith(word)).toList();
        if (several.isEmpty()) {
            throw new IllegalArgumentException("No case is called " + word + ". There are: " + String.join(" ", known)
                    + " " + String.join(" ", OTHERS));
        }
        return several;
    }
}
