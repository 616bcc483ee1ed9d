package app.foyer.docs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Adds to a schema what its record says: which properties are always there and which may be null. What is sent
/// (`…Body`) is read strictly: it has no other properties, and what may be left out may be null as well.
final class RecordFacts {
    private static final Set<JsonInclude.Include> LEFT_OUT =
            Set.of(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_EMPTY);

    private final String name;
    private final ObjectNode schema;

    private RecordFacts(String name, ObjectNode schema) {
        this.name = name;
        this.schema = schema;
    }

    /// @param texts what is written of the schema; names the properties that a body must have
    static void add(String name, ObjectNode schema, ObjectNode texts) {
        var record = schema.remove(RecordNames.RECORD);
        if (record != null) {
            new RecordFacts(name, schema).add(classOf(record.asString()), texts);
        }
    }

    private void add(Class<?> record, ObjectNode texts) {
        schema.remove("required");
        var required = schema.putArray("required");
        var isSent = name.endsWith("Body");
        if (isSent) {
            schema.put("additionalProperties", false);
            texts.path("required").forEach(required::add);
        }
        for (var component : record.getRecordComponents()) {
            if (!(schema.path("properties").get(component.getName()) instanceof ObjectNode property)) {
                throw new IllegalStateException(component + " has no schema");
            }
            var mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (isSent) {
                var isWritten = texts.path(component.getName()).has("type");
                if (!isWritten && !contains(texts, component.getName())) {
                    allowNull(component.getName(), property);
                }
            } else if (mayBeNull && isLeftOut(record, component)) {
                continue;
            } else {
                required.add(component.getName());
                if (mayBeNull) {
                    allowNull(component.getName(), property);
                }
            }
        }
        if (required.isEmpty()) {
            schema.remove("required");
        }
    }

    private static boolean contains(ObjectNode texts, String property) {
        return texts.path("required")
                .valueStream()
                .anyMatch(known -> known.asString().equals(property));
    }

    private static boolean isLeftOut(Class<?> record, RecordComponent component) {
        var here = component.getAccessor().getAnnotation(JsonInclude.class);
        var inclusion = here == null ? record.getAnnotation(JsonInclude.class) : here;
        return inclusion != null && LEFT_OUT.contains(inclusion.value());
    }

    private void allowNull(String property, ObjectNode schema) {
        if (schema.get("$ref") != null) {
            var reference = schema.remove("$ref");
            var either = schema.putArray("anyOf");
            either.addObject().set("$ref", reference);
            either.addObject().put("type", "null");
        } else if (schema.path("type").isString()) {
            var type = schema.path("type").asString();
            schema.putArray("type").add(type).add("null");
        } else if (!schema.path("type").isArray()) {
            throw new IllegalStateException("%s.%s has no type".formatted(name, property));
        }
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
