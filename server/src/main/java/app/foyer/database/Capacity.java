package app.foyer.database;

/// How much this node takes on at once.
///
/// @param requests as many as there are connections, since each needs one most of the time; where PostgreSQL shares
///     this node's processors, three for each of them at most
public record Capacity(int requests) {
    private static final int FOR_EACH_PROCESSOR = 3;

    static Capacity of(int connections, boolean sharedProcessors, int processors) {
        return new Capacity(
                Math.max(1, sharedProcessors ? Math.min(connections, FOR_EACH_PROCESSOR * processors) : connections));
    }
}
