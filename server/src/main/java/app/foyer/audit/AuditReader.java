package app.foyer.audit;

import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.FreshPlans;
import app.foyer.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
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
            select e.id, e.at, e.action, e.actor_type, e.actor_id, e.actor_name, e.from_address,
                   e.target_type, e.target_id, e.target_name, e.details
              from audit_event e""";

    private final FreshPlans db;
    private final JsonMapper json;

    AuditReader(FreshPlans db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    public Cursor.Slice<RecordedEvent> page(UUID organization, AuditSearch search, Optional<Cursor> after, int limit) {
        var match = new AuditMatch(organization, search);
        after.map(Cursor::id).ifPresent(match::after);
        var rows = db.sql(COLUMNS + match.where() + " order by e.id desc limit :limit")
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
        var match = new AuditMatch(organization, search);
        return db.sql("select count(*) from (select 1 from audit_event e" + match.where() + " limit :limit) as counted")
                .params(match.params())
                .param("limit", most)
                .query(Integer.class)
                .single();
    }

    public Optional<RecordedEvent> find(UUID organization, UUID id) {
        return db.sql(COLUMNS + " where e.organization_id = :organization and e.id = :id")
                .param("organization", organization)
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Hands over all that match, one by one; never more than a thousand are in memory.
    // Outside of a transaction the driver would fetch all rows at once.
    @Transactional(propagation = Propagation.MANDATORY)
    public void each(UUID organization, AuditSearch search, Consumer<RecordedEvent> reader) {
        var match = new AuditMatch(organization, search);
        db.sql(COLUMNS + match.where() + " order by e.id desc")
                .withFetchSize(AT_A_TIME)
                .params(match.params())
                .query(row -> {
                    reader.accept(read(row));
                });
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
