package app.foyer.organization;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record ApplicationId(@JsonValue UUID value) {}
