package app.foyer.docs;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A parameter or property as people read it.
///
/// @param type what it is
/// @param limits keywords of JSON Schema with their values, such as `maxLength` 100
record Field(String name, Type type, boolean required, List<Limit> limits, Prose description) {
    private static final List<String> LIMITS =
            List.of("minimum", "maximum", "maxLength", "minItems", "maxItems", "default");

    record Limit(String keyword, String value) {}

    /// @param array whether there may be many
    /// @param names each with its format, such as `string (uuid)`
    /// @param object the schema that tells more, blank for none
    /// @param values all that there are, if they are few
    record Type(boolean array, List<String> names, String object, List<String> values) {}

    static Field of(String name, JsonNode schema, boolean required, String description, JsonNode document) {
        var limits = LIMITS.stream()
                .filter(schema::has)
                .map(keyword -> new Limit(keyword, schema.path(keyword).asString()))
                .toList();
        return new Field(name, type(schema, document), required, limits, Prose.of(description));
    }

    /// All properties of an object.
    static List<Field> of(JsonNode object, JsonNode document) {
        var required =
                object.path("required").valueStream().map(JsonNode::asString).toList();
        return object.path("properties").properties().stream()
                .map(property -> of(
                        property.getKey(),
                        property.getValue(),
                        required.contains(property.getKey()),
                        property.getValue().path("description").asString(""),
                        document))
                .toList();
    }

    private static Type type(JsonNode schema, JsonNode document) {
        if (schema.has("$ref")) {
            var target = document.at(schema.path("$ref").asString().substring(1));
            var name = nameOf(schema);
            return target.has("enum") ? type(target, document) : new Type(false, List.of(name), name, List.of());
        }
        if (schema.has("anyOf")) {
            return schema.path("anyOf")
                    .valueStream()
                    .map(alternative -> type(alternative, document))
                    .reduce(Field::either)
                    .orElseThrow();
        }
        if (schema.has("items")) {
            var item = type(schema.path("items"), document);
            return new Type(true, item.names(), item.object(), item.values());
        }
        var values = Stream.concat(schema.path("enum").valueStream(), Stream.of(schema.path("const")))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
        return new Type(false, names(schema), "", values);
    }

    private static Type either(Type one, Type other) {
        return new Type(
                one.array() || other.array(),
                Stream.concat(one.names().stream(), other.names().stream()).toList(),
                one.object() + other.object(),
                Stream.concat(one.values().stream(), other.values().stream()).toList());
    }

    private static List<String> names(JsonNode schema) {
        var format = schema.has("format") ? " (" + schema.path("format").asString() + ")" : "";
        var type = schema.path("type");
        return (type.isArray() ? type.valueStream() : Stream.of(type))
                .map(JsonNode::asString)
                .map(name -> name.equals("null") ? name : name + format)
                .toList();
    }

    /// The name of the schema that is referred to, blank for none.
    static String nameOf(JsonNode reference) {
        var text = reference.path("$ref").asString("");
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
