package app.foyer.organization;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record OrganizationId(@JsonValue UUID value) {}
