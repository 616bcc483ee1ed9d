package app.foyer.audit;

import app.foyer.database.Ids;
import app.foyer.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The condition of a search, made of what is asked for alone: a plan that is kept must not provide for filters that
/// aren't there.
final class AuditMatch {
    private static final Duration TICK = Duration.ofMillis(1);

    /// As many of the newest are looked through before what matches is fetched and sorted.
    private static final int WINDOW = 20_000;

    private final StringBuilder range = new StringBuilder(" where e.organization_id = :organization");
    private final StringBuilder rest = new StringBuilder();
    private final Map<String, Object> params = new LinkedHashMap<>();
    private final boolean byName;

    /// @param actors the names that the search for an actor means; empty when it asks for none, or means very many
    AuditMatch(UUID organization, AuditSearch search, Optional<List<String>> actors) {
        params.put("organization", organization);
        byName = actors.isPresent();
        actors.ifPresent(names -> params.put("actorNames", names.toArray(String[]::new)));
        var actor = search.actor().strip();
        if (Ids.parse(actor).isPresent() || !byName) {
            party("actor", actor);
        }
        party("target", search.target().strip());
        if (!search.action().isBlank()) {
            and("e.action = :action", "action", search.action());
        }
        if (search.from() != null) {
            within("e.id >= :fromId", "fromId", floor(search.from()));
            within("e.at >= :from", "from", Sql.at(search.from()));
        }
        if (search.to() != null) {
            within("e.id < :toId", "toId", floor(search.to().plus(TICK)));
            within("e.at < :to", "to", Sql.at(search.to()));
        }
    }

    private void party(String who, String asked) {
        if (asked.isEmpty()) {
            return;
        }
        var id = Ids.parse(asked);
        if (id.isPresent()) {
            and("e." + who + "_id = :" + who, who, id.get());
            return;
        }
        var name = new NamePiece("e." + who + "_name", who, asked);
        rest.append(" and ").append(name.condition());
        params.putAll(name.params());
    }

    void after(UUID id) {
        within("e.id < :after", "after", id);
    }

    private void within(String condition, String name, Object value) {
        range.append(" and ").append(condition);
        params.put(name, value);
    }

    private void and(String condition, String name, Object value) {
        rest.append(" and ").append(condition);
        params.put(name, value);
    }

    private String where() {
        return range.toString() + rest;
    }

    // Ids hold the millisecond in which their event was; none is older than Foyer.
    private static UUID floor(Instant instant) {
        return Ids.floor(instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant.truncatedTo(ChronoUnit.MILLIS));
    }

    /// The newest `:limit` that match.
    ///
    /// @param columns of `audit_event e`, the id among them
    String newest(String columns) {
        if (byName) {
            return ofActors(columns);
        }
        return params.get("target") instanceof String ? ofTargets(columns) : all(columns) + " limit :limit";
    }

    // Each actor's events lie in their order in an index of their own, so that it doesn't matter how many there are.
    private String ofActors(String columns) {
        return """
                select e.* from unnest(:actorNames::text[]) as named(name)
                  cross join lateral (select %s from audit_event e %s and e.actor_name = named.name
                                       order by e.id desc limit :limit) e
                 order by e.id desc limit :limit
                """.formatted(columns, where());
    }

    // PostgreSQL believes that names are spread evenly, and would walk past everything to those that were used long
    // ago.
    // So it looks among the newest, and only if that isn't enough, `offset 0` has it fetch and sort all that match.
    private String ofTargets(String columns) {
        return """
                with recent as materialized (
                  select %1$s from (select * from audit_event e %2$s order by e.id desc limit %3$d) e
                   where true %4$s order by e.id desc limit :limit
                )
                select * from recent where (select count(*) from recent) = :limit
                union all
                (select %1$s from (select * from audit_event e %2$s %4$s offset 0) e
                  where (select count(*) from recent) < :limit order by e.id desc limit :limit)
                 order by id desc
                """.formatted(columns, range, WINDOW, rest);
    }

    /// How many match, counted up to `:limit`.
    String counted() {
        var matching = byName ? """
                unnest(:actorNames::text[]) as named(name)
                  cross join lateral (select 1 from audit_event e %s and e.actor_name = named.name limit :limit) e
                """.formatted(where()) : "audit_event e" + where();
        return "select count(*) from (select 1 from " + matching + " limit :limit) as counted";
    }

    /// All that match, the newest first.
    String all(String columns) {
        var named = byName ? " and e.actor_name = any(:actorNames::text[])" : "";
        return "select %s from audit_event e %s order by e.id desc".formatted(columns, where() + named);
    }

    Map<String, Object> params() {
        return params;
    }
}
