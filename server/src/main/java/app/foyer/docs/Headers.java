package app.foyer.docs;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Headers of answers, which the frame describes.
final class Headers {
    private static final List<String> GENERAL = List.of("X-Request-Id", "RateLimit", "RateLimit-Policy");

    private Headers() {}

    static void add(ObjectNode headers, String name) {
        headers.putObject(name).put("$ref", "#/components/headers/" + name);
    }

    /// Those that any answer may have.
    static void addGeneral(ObjectNode headers) {
        GENERAL.forEach(name -> add(headers, name));
    }
}
