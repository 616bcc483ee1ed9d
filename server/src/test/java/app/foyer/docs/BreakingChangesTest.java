package app.foyer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The comparison that keeps clients' promises, tried with changes to the released document.
class BreakingChangesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private final ObjectNode released = read();

    private static ObjectNode read() {
        try {
            return (ObjectNode) JSON.readTree(Files.readString(Path.of("../docs/api/openapi-v1.json")));
        } catch (java.io.IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private List<String> after(Consumer<ObjectNode> change) {
        var changed = released.deepCopy();
        change.accept(changed);
        assertThat(changed).isNotEqualTo(released);
        return BreakingChanges.between(released, changed);
    }

    private static ObjectNode object(ObjectNode document, String pointer) {
        return (ObjectNode) document.at(pointer);
    }

    private static void dropFrom(ArrayNode values, String value) {
        for (var i = 0; i < values.size(); i++) {
            if (values.get(i).asString().equals(value)) {
                values.remove(i);
            }
        }
    }

    @Test
    void theSameDocumentBreaksNothing() {
        assertThat(BreakingChanges.between(released, released.deepCopy())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /paths                                                                      | /api/v1/me          | GET /api/v1/me is gone
            /paths/~1api~1v1~1organizations~1{org}~1members~1{member}                   | patch               | PATCH /api/v1/organizations/{org}/members/{member} is gone
            /paths/~1api~1v1~1organizations~1{org}~1invitations/post/responses          | 200                 | , 200 is gone
            /paths/~1api~1v1~1organizations~1{org}~1invitations/post/responses          | 429                 | , 429 is gone
            /components/responses/RateLimited/headers                                   | Retry-After         | header Retry-After is gone
            /paths/~1api~1v1~1organizations~1{org}~1members/get/responses/200/headers   | Link                | header Link is gone
            /paths/~1api~1v1~1organizations~1{org}~1members/get/responses/200/content   | application/json    | as application/json is gone
            /components/schemas/Invitation/properties                                   | sentAt              | property sentAt is gone
            /components/schemas/InviteBody/properties                                   | locale              | property locale is gone
            /components/schemas/Problem/properties                                      | requestId           | property requestId is gone
            /components/schemas/Account                                                 | required            | may be without email
            """)
    void whatIsGoneIsFound(String place, String name, String sentence) {
        assertThat(after(document -> object(document, place).remove(name))).anyMatch(told -> told.contains(sentence));
    }

    @Test
    void aParameterThatIsGoneIsFound() {
        var found = after(document ->
                ((ArrayNode) document.at("/paths/~1api~1v1~1organizations~1{org}~1members/get/parameters")).remove(1));

        assertThat(found).singleElement().asString().endsWith(", query parameter q is gone");
    }

    @Test
    void aParameterThatIsNeededNowIsFound() {
        var found = after(document ->
                object(document, "/components/parameters/X-Request-Id").put("required", true));

        assertThat(found)
                .hasSizeGreaterThan(30)
                .allMatch(told -> told.endsWith(" needs header parameter X-Request-Id"));
    }

    @Test
    void aPropertyThatIsNeededNowIsFound() {
        var found =
                after(document -> ((ArrayNode) document.at("/components/schemas/InviteBody/required")).add("locale"));

        assertThat(found).singleElement().asString().endsWith("body needs locale");
    }

    @Test
    void aBodyThatIsNeededNowIsFound() {
        var found = after(document -> object(
                        document, "/paths/~1api~1v1~1organizations~1{org}~1invitations~1{invitation}~1cancel/post")
                .putObject("requestBody")
                .put("required", true));

        assertThat(found).singleElement().asString().endsWith("/cancel needs a body");
    }

    @ParameterizedTest
    @CsvSource({"InvitationStatus,EXPIRED", "OrgRole,GUEST", "TokenScope,invite"})
    void aValueThatIsGoneIsFound(String schema, String value) {
        var found =
                after(document -> dropFrom((ArrayNode) document.at("/components/schemas/" + schema + "/enum"), value));

        assertThat(found).isNotEmpty().allMatch(told -> told.endsWith(" is never \"" + value + "\""));
    }

    @Test
    void aProblemThatIsToldNoMoreIsFound() {
        var found = after(document -> dropFrom(
                (ArrayNode)
                        document.at(
                                "/components/responses/ConflictOrTokenLimit/content/application~1problem+json/schema/allOf/1/properties/type/enum"),
                "/problems/token-limit"));

        assertThat(found).singleElement().asString().endsWith("is never \"/problems/token-limit\"");
    }

    @Test
    void anOutcomeThatIsGoneIsFound() {
        var found = after(document -> ((ArrayNode) document.at("/components/schemas/InviteOutcome/oneOf")).remove(0));

        assertThat(found).isNotEmpty().allMatch(told -> told.contains("Invited any more"));
    }

    @Test
    void anotherTypeIsFound() {
        assertThat(after(document -> object(document, "/components/schemas/Invitation/properties/resendable")
                        .put("type", "string")))
                .anyMatch(told -> told.endsWith("property resendable was [boolean] and is [string]"));
        assertThat(after(document ->
                        object(document, "/components/parameters/cursor/schema").put("type", "integer")))
                .anyMatch(told -> told.endsWith("query parameter cursor was [string] and is [integer]"));
    }

    @Test
    void anAnswerThatMayBeNullIsFoundAndARequestThatMayBeIsFine() {
        var types = JSON.createArrayNode().add("string").add("null");

        assertThat(after(document -> object(document, "/components/schemas/Invitation/properties/locale")
                        .set("type", types)))
                .anyMatch(told -> told.endsWith("property locale was [string] and is [null, string]"));
        assertThat(after(document -> object(document, "/components/schemas/NewTokenBody/properties/name")
                        .set("type", types)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/components/parameters/limit/schema,maximum,100",
        "/components/schemas/NewTokenBody/properties/name,maxLength,50",
        "/components/schemas/InviteBody/properties/emails,minItems,2",
        "/components/schemas/InviteBody/properties/emails,maxItems,5"
    })
    void aTighterBoundIsFoundAndALooserOneIsFine(String schema, String keyword, int bound) {
        assertThat(after(document -> object(document, schema).put(keyword, bound)))
                .isNotEmpty()
                .allMatch(told -> told.endsWith(" has " + keyword + " " + bound));
        assertThat(after(document -> object(document, schema).put(keyword, keyword.startsWith("max") ? 5000 : 0)))
                .allMatch(told -> told.endsWith(" has maxItems 5000"));
    }

    @Test
    void anotherFormatIsFound() {
        assertThat(after(document -> object(document, "/components/schemas/Invitation/properties/createdAt")
                        .put("format", "date")))
                .anyMatch(told -> told.contains("property createdAt has another format"));
    }

    @Test
    void aWayInThatIsShutIsFound() {
        var found = after(document -> ((ArrayNode)
                        document.at("/paths/~1api~1v1~1organizations~1{org}~1invitations/post/security"))
                .remove(0));

        assertThat(found).singleElement().asString().contains("can't be used any more with");
    }

    @Test
    void moreThanBeforeBreaksNothing() {
        var found = after(document -> {
            object(document, "/paths").putObject("/api/v1/new").putObject("get").putObject("responses");
            object(document, "/components/schemas/Invitation/properties")
                    .putObject("note")
                    .put("type", "string");
            ((ArrayNode) document.at("/components/schemas/Invitation/required")).add("note");
            object(document, "/components/schemas/InviteBody/properties")
                    .putObject("note")
                    .put("type", "string");
            ((ArrayNode) document.at("/components/schemas/InvitationStatus/enum")).add("LOST");
            object(document, "/paths/~1api~1v1~1me/get/responses")
                    .putObject("409")
                    .put("description", "New.");
            ((ArrayNode) document.at("/paths/~1api~1v1~1me/get/parameters"))
                    .addObject()
                    .put("name", "deep")
                    .put("in", "query");
        });

        assertThat(found).isEmpty();
    }
}
