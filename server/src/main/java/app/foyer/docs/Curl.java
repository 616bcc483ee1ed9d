package app.foyer.docs;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/// A request as a line for the shell, with the examples of the document. What differs for each reader stands in
/// variables of the shell.
record Curl(String method, String path, JsonNode operation, JsonNode document) {
    private static final String GO_ON = " \\\n  ";

    String line() {
        var words = new ArrayList<String>();
        words.add("curl" + (method.equals("GET") ? "" : " -X " + method) + " \"" + url() + "\"");
        words.add("-H \"Authorization: Bearer $" + token() + "\"");
        var content = operation.path("requestBody").path("content");
        content.propertyNames().stream().findFirst().ifPresent(type -> {
            words.add("-H 'Content-Type: " + type + "'");
            words.add(
                    type.startsWith("image/")
                            ? "--data-binary @logo.png"
                            : "-d '" + PrettyJson.of(content.path(type).path("example")) + "'");
        });
        return String.join(GO_ON, words);
    }

    private String token() {
        return operation.path("security").path(0).has("operatorToken") ? "FOYER_OPERATOR_TOKEN" : "FOYER_TOKEN";
    }

    private String url() {
        var url = document.at("/servers/0/url").asString() + path.replace("{org}", "$FOYER_ORG");
        for (var parameter : document.at("/components/parameters")) {
            var name = "{" + parameter.path("name").asString() + "}";
            if (url.contains(name)) {
                url = url.replace(name, parameter.path("example").asString());
            }
        }
        return url;
    }
}
