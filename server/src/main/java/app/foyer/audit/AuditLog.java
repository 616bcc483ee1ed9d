package app.foyer.audit;

import app.foyer.database.Ids;
import app.foyer.database.Sql;
import app.foyer.database.Writes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The append-only record. An event is written in the transaction of its change, or not at all.
@Repository
public class AuditLog {
    private final Writes writes;
    private final JsonMapper json;

    AuditLog(Writes writes, JsonMapper json) {
        this.writes = writes;
        this.json = json;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void write(UUID organization, AuditEvent event, Instant now) {
        write(organization, List.of(event), now);
    }

    /// Writes any number of events with one statement, which also has them wait for their place in the chain.
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(UUID organization, List<AuditEvent> events, Instant now) {
        events.stream().map(AuditEvent::action).forEach(AuditLog::requireKnown);
        writes.sql("""
                with written as (
                  insert into audit_event (organization_id, id, at, action, actor_type, actor_id, actor_name,
                                           target_type, target_id, target_name, details, from_address)
                  select :organization, e.id, :now, e.action, e.actor_type, e.actor_id, e.actor_name,
                         e.target_type, e.target_id, e.target_name, e.details::jsonb, e.from_address
                    from unnest(:ids::uuid[], :actions::text[], :actorTypes::text[], :actorIds::uuid[], :actorNames::text[],
                                :targetTypes::text[], :targetIds::uuid[], :targetNames::text[], :details::text[], :from::text[])
                         as e(id, action, actor_type, actor_id, actor_name, target_type, target_id, target_name, details, from_address)
                  returning organization_id, id
                )
                insert into audit_unsealed (organization_id, event_id) select organization_id, id from written
                """)
                .param("organization", organization)
                .param("now", Sql.at(now))
                .param("ids", Ids.next(events.size(), now).toArray(UUID[]::new))
                .param("actions", texts(events, AuditEvent::action))
                .param("actorTypes", texts(events, e -> e.actor().type().name()))
                .param("actorIds", ids(events, e -> e.actor().id()))
                .param("actorNames", texts(events, e -> e.actor().name()))
                .param("targetTypes", texts(events, e -> e.target().type()))
                .param("targetIds", ids(events, e -> e.target().id()))
                .param("targetNames", texts(events, e -> e.target().name()))
                .param("details", texts(events, e -> json.writeValueAsString(e.details())))
                .param("from", texts(events, e -> e.actor().from()))
                .send();
    }

    private static void requireKnown(String action) {
        if (!Actions.isKnown(action)) {
            throw new IllegalArgumentException("No such action: " + action);
        }
    }

    private static @Nullable String[] texts(List<AuditEvent> events, Function<AuditEvent, @Nullable String> field) {
        return events.stream().map(field).toArray(String[]::new);
    }

    private static @Nullable UUID[] ids(List<AuditEvent> events, Function<AuditEvent, @Nullable UUID> field) {
        return events.stream().map(field).toArray(UUID[]::new);
    }
}
