package app.foyer.problem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The header If-Match (RFC 9110, section 13.1.1): which version of something an edit is meant for. A tag may tell more
/// after a dot, about what edits don't change, such as a delivery; that doesn't matter here.
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

    /// The tag of a version whose answer has this digest.
    public static String withDigest(String tag, String digest) {
        return tag.substring(0, tag.length() - 1) + "." + digest + "\"";
    }

    /// @throws PreconditionFailed when the edit is meant for another version than the one there is
    public void require(int version) {
        if (header == null || header.strip().equals("*")) {
            return;
        }
        if (Arrays.stream(header.split(",")).map(String::strip).noneMatch(tag -> isOf(version, tag))) {
            throw new PreconditionFailed();
        }
    }

    private static boolean isOf(int version, String tag) {
        return tag.equals(tag(version)) || tag.startsWith("\"" + version + ".") && tag.endsWith("\"");
    }
}
