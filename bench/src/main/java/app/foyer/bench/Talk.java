package app.foyer.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/// What is said to a peer to set it up.
///
/// @param header the header that shows who asks, as `Name: value`; blank for a stranger
record Talk(String url, String header) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    Talk as(String header) {
        return new Talk(url, header);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return ask("GET", path, "", "application/json");
    }

    /// @throws IOException when it refuses
    HttpResponse<String> json(String method, String path, String body) throws IOException, InterruptedException {
        return mustGo(ask(method, path, body, "application/json"));
    }

    HttpResponse<String> form(String path, String body) throws IOException, InterruptedException {
        return mustGo(ask("POST", path, body, "application/x-www-form-urlencoded"));
    }

    private HttpResponse<String> ask(String method, String path, String body, String type)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", type)
                .header("Origin", url);
        if (!header.isEmpty()) {
            var parts = header.split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> mustGo(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.request().uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    /// The value of a field that is a text, wherever it stands in an answer.
    static String field(String name, HttpResponse<String> answer) throws IOException {
        var field = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(answer.body());
        if (!field.find()) {
            throw new IOException("No " + name + " in " + answer.body());
        }
        return field.group(1);
    }
}
