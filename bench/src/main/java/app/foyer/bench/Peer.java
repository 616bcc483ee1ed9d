package app.foyer.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// What somebody could run instead of Foyer: on the same database server, with the same mail sink, asked by the same
/// crowd.
sealed interface Peer extends AutoCloseable permits Keycloak, BetterAuth {
    /// How many invitations one of its organizations has, and how many members another.
    int ROWS = 10_000;

    int PAGE = 100;

    String name();

    String url();

    /// The number of its first process; further ones are its children.
    long pid();

    double secondsToStart();

    List<Question> questions() throws IOException, InterruptedException;

    @Override
    void close();

    /// What it is asked, by the name of Foyer's own case.
    record Question(String name, Supplier<Load> load) {}
}
