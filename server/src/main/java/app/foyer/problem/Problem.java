package app.foyer.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A refusal: nothing was changed, and the sentence for people stands in `messages/problems.properties`
/// under `{type}.title` and `{type}.detail`, where the arguments go.
public abstract class Problem extends RuntimeException {
    private final Kind kind;
    private final String type;
    private final List<Object> arguments;

    /// @param type the last part of the problem's address, `/problems/{type}` (RFC 9457)
    protected Problem(Kind kind, String type, Object... arguments) {
        super(type, null, false, false);
        this.kind = kind;
        this.type = type;
        this.arguments = List.of(arguments);
    }

    public Kind kind() {
        return kind;
    }

    public String type() {
        return type;
    }

    /// Key of the sentence that says what happened and what to do.
    public String detailKey() {
        return type + ".detail";
    }

    public List<Object> arguments() {
        return arguments;
    }

    /// What is wrong where, for input that breaks several rules at once.
    public List<Flaw> flaws() {
        return List.of();
    }

    /// When trying again may help.
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
