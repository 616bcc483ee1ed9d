package app.foyer.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with an input.
///
/// @param pointer where in the body (JSON pointer, RFC 6901); null when it is a query parameter
/// @param parameter which query parameter; null when it is in the body
/// @param message key of the sentence in `messages/problems.properties`
public record Flaw(@Nullable String pointer, @Nullable String parameter, String message, List<Object> arguments) {

    public static Flaw at(String pointer, String message, Object... arguments) {
        return new Flaw(pointer, null, message, List.of(arguments));
    }

    public static Flaw ofParameter(String parameter, String message, Object... arguments) {
        return new Flaw(null, parameter, message, List.of(arguments));
    }

    /// A field's name as a step of a pointer.
    public static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /// A flaw as the answer tells it.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Told(@Nullable String pointer, @Nullable String parameter, String detail) {}
}
