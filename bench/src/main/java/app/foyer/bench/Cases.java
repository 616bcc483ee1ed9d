package app.foyer.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The requests that are measured, by name.
final class Cases {
    private static final String SEARCHES = "tanaka tanaka.bo nobody-has-this an 4567 grace";

    private final Map<String, Case> all = new LinkedHashMap<>();

    /// A request to be sent again and again.
    ///
    /// @param things how many things it brings about
    /// @param load what to send; asked for anew before each run
    record Case(String name, int things, Maker load) {}

    /// Makes a load.
    interface Maker {
        Load make(House house, int connections, int seconds) throws IOException, InterruptedException;
    }

    Cases() {
        add("invite-1", 1, (house, _, _) -> house.invite(1, "empty", house.newTown()));
        add("invite-1-many", 1, (house, _, _) -> house.invite(1, "many", "many " + House.token("many")));
        add("invite-1-towns", 1, (house, _, _) -> house.invite(1, "towns", house.allTowns()));
        add("invite-10", 10, (house, _, _) -> house.invite(10, "empty", house.newTown()));
        add("accept", 1, (house, connections, seconds) -> house.accept("accept", used(connections, seconds)));
        add("resend", 1, (house, connections, seconds) -> house.resend("resend", used(connections, seconds)));
        for (var slug : List.of("few", "many")) {
            lists(slug);
        }
        add("people-page", 1, (house, _, _) -> house.people("people"));
    }

    private void lists(String slug) {
        var invitations = "/api/v1/organizations/" + slug + "/invitations?limit=100";
        list(slug, "invitations-first", List.of(invitations));
        add(
                "invitations-any-" + slug,
                1,
                (house, _, _) -> pages(
                        house,
                        slug,
                        invitations,
                        house.cursors("invitations", "invitation", slug, "''::text", "desc", size(house, slug))));
        list(slug, "invitations-status", with(invitations, "status", "PENDING ACCEPTED CANCELED EXPIRED"));
        list(slug, "invitations-search", with(invitations, "q", SEARCHES));
        var members = "/api/v1/organizations/" + slug + "/members?limit=100";
        list(slug, "members-first", List.of(members));
        add(
                "members-any-" + slug,
                1,
                (house, _, _) -> pages(
                        house,
                        slug,
                        members,
                        house.cursors("members name", "member", slug, "lower(t.name)", "asc", size(house, slug))));
        list(slug, "members-role", with(members, "orgRole", "ADMIN MEMBER GUEST"));
        list(slug, "members-search", with(members, "q", SEARCHES));
    }

    private static List<String> with(String path, String parameter, String values) {
        return List.of(values.split(" ")).stream()
                .map(value -> path + "&" + parameter + "=" + value)
                .toList();
    }

    private static Load pages(House house, String slug, String path, List<String> cursors) throws IOException {
        var paths = cursors.stream().map(cursor -> path + "&cursor=" + cursor).toList();
        return house.get(slug, "pages", String.join("\n", paths));
    }

    private static int size(House house, String slug) {
        return slug.equals("few") ? house.sizes().few() : house.sizes().many();
    }

    private void list(String slug, String name, List<String> paths) {
        if (!paths.isEmpty()) {
            add(name + "-" + slug, 1, (house, _, _) -> house.get(slug, name, String.join("\n", paths)));
        }
    }

    private void add(String name, int things, Maker load) {
        all.put(name, new Case(name, things, load));
    }

    // What a run may use up at the most, warm-up included.
    private static int used(int connections, int seconds) {
        return (connections == 1 ? 1500 : 4000) * seconds;
    }

    Map<String, Case> all() {
        return all;
    }
}
