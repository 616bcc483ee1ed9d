package app.foyer.docs;

import app.foyer.database.Listed;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Notes with each schema which record it is of, for [RecordFacts], and calls the list of an `Invitation` an
/// `InvitationList`.
@Component
class RecordNames implements ModelConverter {
    static final String RECORD = "x-record";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        var java = Json.mapper().constructType(type.getType());
        if (java != null && java.getRawClass() == Listed.class) {
            type.setName(itemOf(java) + "List");
        }
        Schema<?> schema = others.hasNext() ? others.next().resolve(type, context, others) : null;
        if (schema != null && java != null && java.getRawClass().isRecord()) {
            defined(schema, context)
                    .ifPresent(model ->
                            model.addExtension(RECORD, java.getRawClass().getName()));
        }
        return schema;
    }

    private static String itemOf(JavaType list) {
        var item = list.containedType(0).getRawClass();
        var named = item.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return named == null || named.name().isEmpty() ? item.getSimpleName() : named.name();
    }

    private static Optional<Schema<?>> defined(Schema<?> schema, ModelConverterContext context) {
        var reference = schema.get$ref();
        if (reference == null) {
            return "object".equals(schema.getType())
                            || schema.getTypes() != null && schema.getTypes().contains("object")
                    ? Optional.of(schema)
                    : Optional.empty();
        }
        var name = reference.substring(reference.lastIndexOf('/') + 1);
        return Optional.ofNullable(
                Objects.requireNonNull(context.getDefinedModels()).get(name));
    }
}
