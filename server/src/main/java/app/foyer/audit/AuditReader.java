package app.foyer.audit;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.FreshPlans;
import app.foyer.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What stands in the record, the newest first.
@Repository
public class AuditReader {
    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};
    private static final int AT_A_TIME = 1000;

    private static final String COLUMNS = """
            e.id, e.at, e.action, e.actor_type, e.actor_id, e.actor_name, e.from_address,
            e.target_type, e.target_id, e.target_name, e.details""";

    private final FreshPlans db;
    private final AuditActors actors;
    private final JsonMapper json;

    AuditReader(FreshPlans db, AuditActors actors, JsonMapper json) {
        this.db = db;
        this.actors = actors;
        this.json = json;
    }

    public Cursor.Slice<RecordedEvent> page(UUID organization, AuditSearch search, Optional<Cursor> after, int limit) {
        var match = match(organization, search);
        after.map(Cursor::id).ifPresent(match::after);
        var rows = db.sql(match.newest(COLUMNS))
                .params(match.params())
                .param("limit", limit + 1)
                .query((row, _) -> read(row))
                .list();
        return Cursor.slice(
                rows.stream()
                        .map(event -> new Keyed<>(event, new Cursor(AuditSearch.LIST, "", event.id())))
                        .toList(),
                limit);
    }

    /// How many there are, counted up to `most`.
    public int count(UUID organization, AuditSearch search, int most) {
        var match = match(organization, search);
        return db.sql(match.counted())
                .params(match.params())
                .param("limit", most)
                .query(Integer.class)
                .single();
    }

    public Optional<RecordedEvent> find(UUID organization, UUID id) {
        return db.sql("select " + COLUMNS
                        + " from audit_event e where e.organization_id = :organization and e.id = :id")
                .param("organization", organization)
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Hands over all that match, one by one; never more than a thousand are in memory.
    // Outside of a transaction the driver would fetch all rows at once.
    @Transactional(propagation = Propagation.MANDATORY)
    public void each(UUID organization, AuditSearch search, Consumer<RecordedEvent> reader) {
        var match = match(organization, search);
        db.sql(match.all(COLUMNS))
                .withFetchSize(AT_A_TIME)
                .params(match.params())
                .query(row -> {
                    reader.accept(read(row));
                });
    }

    private AuditMatch match(UUID organization, AuditSearch search) {
        var actor = search.actor().strip();
        var named = actor.isEmpty() ? Optional.<List<String>>empty() : actors.named(organization, actor);
        return new AuditMatch(organization, search, named);
    }

    private RecordedEvent read(ResultSet row) throws SQLException {
        var actor = new Actor(
                Actor.Type.valueOf(row.getString("actor_type")),
                row.getObject("actor_id", UUID.class),
                row.getString("actor_name"),
                row.getString("from_address"));
        var target = new Target(
                row.getString("target_type"), row.getObject("target_id", UUID.class), row.getString("target_name"));
        var details = json.readValue(row.getString("details"), DETAILS);
        return new RecordedEvent(
                row.getObject("id", UUID.class),
                Sql.instant(row, "at"),
                new AuditEvent(row.getString("action"), actor, target, details));
    }
}
