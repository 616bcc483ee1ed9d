package app.foyer.audit;

import app.foyer.database.FreshPlans;
import app.foyer.database.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/// Under which names something was done in an organization: those that have been seen at sealing, and those of the few
/// events that wait for it.
@Repository
class AuditActors {
    /// More names than these aren't listed: as many are soon met on a walk through all events.
    private static final int MOST = 1000;

    private final FreshPlans db;

    AuditActors(FreshPlans db) {
        this.db = db;
    }

    /// The names that a search for an actor means; empty when there are too many to look for one by one.
    Optional<List<String>> named(UUID organization, String asked) {
        var id = Ids.parse(asked);
        var params = new HashMap<String, Object>(Map.of("organization", organization, "most", MOST + 1));
        id.ifPresentOrElse(
                i -> params.put("actor", i), () -> params.putAll(new NamePiece("", "actor", asked).params()));
        var names = db.sql("""
                (select a.name from audit_actor a
                  where a.organization_id = :organization and %s limit :most)
                union all
                (select distinct e.actor_name from audit_unsealed u
                   join lateral (select * from audit_event
                                  where organization_id = u.organization_id and id >= u.event_id
                                  order by id limit 1) e on e.id = u.event_id
                  where u.organization_id = :organization and %s limit :most)
                """.formatted(
                        id.isPresent() ? "a.actor_id = :actor" : new NamePiece("a.name", "actor", asked).condition(),
                        id.isPresent()
                                ? "e.actor_id = :actor"
                                : new NamePiece("e.actor_name", "actor", asked).condition()))
                .params(params)
                .query((row, _) -> row.getString("name"))
                .list();
        return Optional.of(names)
                .filter(n -> n.size() <= MOST)
                .map(n -> n.stream().distinct().toList());
    }
}
