package app.foyer.people;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record MemberId(@JsonValue UUID value) {}
