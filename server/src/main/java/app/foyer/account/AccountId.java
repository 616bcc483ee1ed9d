package app.foyer.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record AccountId(@JsonValue UUID value) {}
