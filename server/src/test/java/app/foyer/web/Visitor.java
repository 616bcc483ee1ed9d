package app.foyer.web;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/// A browser without JavaScript that follows no redirects. What the API answers is held against its description.
final class Visitor {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    final Map<String, String> cookies = new LinkedHashMap<>();
    final List<String> setCookies = new ArrayList<>();
    private final String base;

    Visitor(int port) {
        this.base = "http://localhost:" + port;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /// Opens the page for its token, then sends the form.
    HttpResponse<String> submit(String page, String path, Map<String, String> fields, String... headers) {
        var all = new LinkedHashMap<>(fields);
        all.put("_csrf", csrf(page));
        return post(path, all, headers);
    }

    HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
        var body = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var more = new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
        more.addAll(List.of(headers));
        return send("POST", path, BodyPublishers.ofString(body), more.toArray(String[]::new));
    }

    HttpResponse<String> json(String method, String path, String body, String... headers) {
        var more = new ArrayList<>(List.of("Content-Type", "application/json"));
        more.addAll(List.of(headers));
        return send(method, path, BodyPublishers.ofString(body), more.toArray(String[]::new));
    }

    String csrf(String page) {
        var document = Jsoup.parse(get(page).body());
        var field = document.selectFirst("input[name=_csrf]");
        return field == null ? document.select("meta[name=csrf-token]").attr("content") : field.attr("value");
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(c -> c.getKey() + "=" + c.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            return keepCookies(AnswerCheck.check(path, HTTP.send(request.build(), BodyHandlers.ofString())));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpResponse<String> keepCookies(HttpResponse<String> response) {
        for (var cookie : response.headers().allValues("Set-Cookie")) {
            setCookies.add(cookie);
            var pair = cookie.split(";", 2)[0].split("=", 2);
            if (cookie.contains("Max-Age=0") || pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return response;
    }
}
