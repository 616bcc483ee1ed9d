package app.foyer.problem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The header If-Match (RFC 9110, section 13.1.1): which version of something an edit is meant for.
///
/// @param header null when any version will do
public record IfMatch(@Nullable String header) {

    public static IfMatch any() {
        return new IfMatch(null);
    }

    public static IfMatch version(int version) {
        return new IfMatch(tag(version));
    }

    /// A version as the header ETag tells it.
    public static String tag(int version) {
        return "\"" + version + "\"";
    }

    /// @throws PreconditionFailed when the edit is meant for another version than the one there is
    public void require(int version) {
        if (header == null || header.strip().equals("*")) {
            return;
        }
        if (Arrays.stream(header.split(",")).map(String::strip).noneMatch(tag(version)::equals)) {
            throw new PreconditionFailed();
        }
    }
}
