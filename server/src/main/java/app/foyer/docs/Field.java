package app.foyer.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// A parameter or property as people read it.
///
/// @param type in words, such as `string (uuid) or null`
/// @param object the name of the schema that tells more, blank for none
/// @param values all there are, if they are few
record Field(
        String name, String type, String object, boolean required, List<String> values, Prose description, String range) {

    static Field of(String name, JsonNode schema, boolean required, String description, JsonNode document) {
        var types = new ArrayList<String>();
        var values = new ArrayList<String>();
        var object = describe(schema, document, types, values);
        return new Field(
                name, String.join(" or ", types), object, required, values, Prose.of(description), range(schema));
    }

    /// All properties of an object.
    static List<Field> of(JsonNode object, JsonNode document) {
        var required = object.path("required").valueStream().map(JsonNode::asString).toList();
        return object.path("properties").properties().stream()
                .map(property -> of(
                        property.getKey(),
                        property.getValue(),
                        required.contains(property.getKey()),
                        property.getValue().path("description").asString(""),
                        document))
                .toList();
    }

    // Returns the schema of an object that there is to read more of.
    private static String describe(JsonNode schema, JsonNode document, List<String> types, List<String> values) {
        if (schema.has("$ref")) {
            var reference = schema.path("$ref").asString();
            var name = reference.substring(reference.lastIndexOf('/') + 1);
            var target = document.at(reference.substring(1));
            if (!target.has("enum")) {
                types.add(name);
                return name;
            }
            return describe(target, document, types, values);
        }
        if (schema.has("anyOf")) {
            return StreamSupport.stream(schema.path("anyOf").spliterator(), false)
                    .map(alternative -> describe(alternative, document, types, values))
                    .collect(Collectors.joining());
        }
        schema.path("enum").forEach(value -> values.add(value.asString()));
        if (schema.has("const")) {
            values.add(schema.path("const").asString());
        }
        if (schema.path("type").asString("").equals("array")) {
            var items = new ArrayList<String>();
            var object = describe(schema.path("items"), document, items, values);
            types.add("array of " + String.join(" or ", items));
            return object;
        }
        addTypes(schema, types);
        return "";
    }

    private static void addTypes(JsonNode schema, List<String> types) {
        var format = schema.has("format") ? " (" + schema.path("format").asString() + ")" : "";
        if (schema.path("type").isString()) {
            types.add(schema.path("type").asString() + format);
        }
        schema.path("type").forEach(type -> types.add(type.asString().equals("null") ? "null" : type.asString() + format));
    }

    private static String range(JsonNode schema) {
        var words = new ArrayList<String>();
        if (schema.has("minimum") || schema.has("maximum")) {
            words.add(schema.path("minimum").asString("") + "…" + schema.path("maximum").asString(""));
        }
        if (schema.has("maxLength")) {
            words.add("≤ " + schema.path("maxLength").asInt() + " characters");
        }
        if (schema.has("maxItems")) {
            words.add("≤ " + schema.path("maxItems").asInt());
        }
        if (schema.has("default")) {
            words.add("default " + schema.path("default").asString());
        }
        return String.join(", ", words);
    }
}
