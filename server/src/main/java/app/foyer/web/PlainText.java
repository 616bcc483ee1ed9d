package app.foyer.web;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/// A text in JSON, and nothing that could be taken for one. Jackson's own way to read texts looks into arrays for one,
/// and has lost its place in the body before it says that they don't fit.
final class PlainText extends StdScalarDeserializer<String> {
    PlainText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? json.getString()
                : (String) context.handleUnexpectedToken(String.class, json);
    }
}
