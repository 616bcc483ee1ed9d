package app.foyer.invitation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record InvitationId(@JsonValue UUID value) {}
