package app.foyer.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who did something, as the record shows it for ever: the name is the one of that day.
///
/// @param from the network address it came from, if it came from one
public record Actor(
        Type type, @Nullable UUID id, String name, @Nullable String from) {

    /// SYSTEM is Foyer itself, such as the job that notes what has expired.
    @Schema(name = "AuditActorType")
    public enum Type {
        ACCOUNT,
        TOKEN,
        OPERATOR,
        SYSTEM
    }

    public static Actor system() {
        return new Actor(Type.SYSTEM, null, "Foyer", null);
    }
}
