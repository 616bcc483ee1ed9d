package app.foyer.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What people wrote for the document, in `openapi/*.yaml`: the frame, and for each tag what is particular to its
/// operations (a description, examples, problems) and schemas (descriptions, bounds).
///
/// @param guide what the page for people begins with
/// @param operations by `operationId`
/// @param schemas by name, then by property
record Texts(ObjectNode frame, ObjectNode guide, Map<String, ObjectNode> operations, Map<String, ObjectNode> schemas) {
    private static final String FILES = "classpath:openapi/*.yaml";
    private static final String FRAME = "frame.yaml";
    private static final String GUIDE = "guide.yaml";
    private static final int MOST_ALIASES = 1000;

    static Texts read(JsonMapper json) {
        var operations = new HashMap<String, ObjectNode>();
        var schemas = new HashMap<String, ObjectNode>();
        var frame = json.createObjectNode();
        var guide = json.createObjectNode();
        for (var file : files()) {
            var text = parse(file, json);
            switch (Objects.requireNonNull(file.getFilename())) {
                case FRAME -> frame.setAll(text);
                case GUIDE -> guide.setAll(text);
                default -> {
                    put(text.path("operations"), operations);
                    put(text.path("schemas"), schemas);
                }
            }
        }
        return new Texts(frame, guide, operations, schemas);
    }

    private static void put(JsonNode named, Map<String, ObjectNode> into) {
        named.properties().forEach(entry -> {
            if (into.put(entry.getKey(), (ObjectNode) entry.getValue()) != null) {
                throw new IllegalStateException(entry.getKey() + " is described twice");
            }
        });
    }

    private static Resource[] files() {
        try {
            var files = new PathMatchingResourcePatternResolver().getResources(FILES);
            Arrays.sort(files, Comparator.comparing(file -> Objects.requireNonNull(file.getFilename())));
            return files;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ObjectNode parse(Resource file, JsonMapper json) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try (var in = file.getInputStream()) {
            Object read = new Yaml(new SafeConstructor(options)).load(in);
            return json.valueToTree(read);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
