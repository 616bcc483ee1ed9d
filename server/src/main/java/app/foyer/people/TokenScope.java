package app.foyer.people;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How far an API token reaches: what it may do is in its scope, and within its maker's role. [Permission] says which
/// scopes reach what.
public enum TokenScope {
    @JsonProperty("read")
    READ,
    @JsonProperty("invite")
    INVITE,
    @JsonProperty("admin")
    ADMIN;

    /// As the API and the database spell it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TokenScope> of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }

    @Override
    public String toString() {
        return word();
    }
}
