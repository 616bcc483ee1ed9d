package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The API's description of itself.
@WholeHouseTest
class OpenApiTest {
    @Autowired
    Town town;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Test
    void everyRouteOfTheApiIsDescribed() {
        var document = town.stranger().get("/api/v1/openapi.json");

        assertThat(document.statusCode()).isEqualTo(200);
        var api = town.body(document);
        assertThat(api.path("openapi").asString()).startsWith("3.1");
        var described = new TreeSet<String>();
        var ids = new ArrayList<String>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    described.add(operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    ids.add(operation.getValue().path("operationId").asString());
                    assertThat(operation.getValue().path("summary").asString()).isNotBlank();
                }));
        assertThat(described).containsExactlyElementsOf(served());
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    private TreeSet<String> served() {
        var served = new TreeSet<String>();
        routes.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/v1/") && !path.contains("/openapi.json"))
                        .forEach(path ->
                                mapping.getMethodsCondition().getMethods().forEach(m -> served.add(m + " " + path))));
        return served;
    }
}
