package app.foyer.people;

import app.foyer.audit.Actor;
import app.foyer.audit.RecordedEvent;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An audit event as the API answers it.
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "AuditEvent")
record AuditEventView(
        UUID id,
        Instant at,
        String action,
        ActorView actor,
        TargetView target,
        Map<String, ? extends @Nullable Object> details,
        @Nullable String from) {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AuditActor")
    record ActorView(Actor.Type type, @Nullable UUID id, String name) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AuditTarget")
    record TargetView(String type, @Nullable UUID id, String name) {}

    static AuditEventView of(RecordedEvent recorded) {
        var event = recorded.event();
        var actor = event.actor();
        var target = event.target();
        return new AuditEventView(
                recorded.id(),
                recorded.at(),
                event.action(),
                new ActorView(actor.type(), actor.id(), actor.name()),
                new TargetView(target.type(), target.id(), target.name()),
                event.details(),
                actor.from());
    }
}
