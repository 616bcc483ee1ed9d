package app.foyer.journeys;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import app.foyer.web.AnswerCheck;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The REST API with a bearer token. It remembers every answer, each of which must be as the API's description says.
final class Api {
    record Answer(int status, String body) {
        JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("The API answered %d, not %d: %s".formatted(status, wanted, body));
            }
            return this;
        }
    }

    private static final String ROOT = "/api/v1";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Collection<Answer> answers = new ConcurrentLinkedQueue<>();
    private final String base;
    private final String token;

    Api(String base, String token) {
        this.base = base;
        this.token = token;
    }

    Collection<Answer> answers() {
        return answers;
    }

    Answer get(String path) {
        try {
            return send("GET", path, BodyPublishers.noBody());
        } catch (IOException e) {
            throw new AssertionError("GET " + path, e);
        }
    }

    Answer post(String path, Object body) {
        try {
            return tryPost(path, body);
        } catch (IOException e) {
            throw new AssertionError("POST " + path, e);
        }
    }

    Answer patch(String path, Object body) {
        try {
            return send("PATCH", path, BodyPublishers.ofString(new Gson().toJson(body)));
        } catch (IOException e) {
            throw new AssertionError("PATCH " + path, e);
        }
    }

    /// For when the server may go away meanwhile.
    Answer tryPost(String path, Object body) throws IOException {
        return send("POST", path, BodyPublishers.ofString(new Gson().toJson(body)));
    }

    /// All items of a list, over all its pages.
    List<JsonObject> list(String path) {
        var items = new ArrayList<JsonObject>();
        var more = path + "?limit=200";
        while (true) {
            var page = get(more).expect(200).json();
            page.getAsJsonArray("items").forEach(item -> items.add(item.getAsJsonObject()));
            JsonElement next = page.get("next");
            if (next == null || next.isJsonNull()) {
                return items;
            }
            more = path + "?limit=200&cursor=" + encode(next.getAsString(), UTF_8);
        }
    }

    private Answer send(String method, String path, BodyPublisher body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(base + ROOT + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            var response = AnswerCheck.check(ROOT + path, http.send(request, BodyHandlers.ofString()));
            var answer = new Answer(response.statusCode(), response.body());
            answers.add(answer);
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
