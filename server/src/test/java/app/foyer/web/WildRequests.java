package app.foyer.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import app.foyer.web.AskedTown.Asked;
import app.foyer.web.DescribedApi.Operation;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Requests that are right by the API's description in most, and odd in a few things: who asks, method, path, query,
/// headers, body.
final class WildRequests {
    private static final List<String> ODD_METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X");
    private static final List<String> ODD_STEPS = List.of(
            "me",
            "verification",
            "%20",
            "%00",
            "%ff",
            "%2F",
            "%2e%2e",
            "..",
            ".",
            "",
            ";a=b",
            "a;b",
            "%25",
            "%",
            "%zz",
            "*",
            "~",
            "'",
            "|",
            "\u00c3\u00a4",
            "%F0%9F%98%80",
            "%E2%80%AE",
            "x".repeat(3000),
            "00000000-0000-0000-0000-000000000000",
            "01982C00-0000-7000-8000-00000000000G",
            "01982c00000070008000000000000000",
            "1",
            "-1",
            "null",
            "acme%0d%0aX:y");
    private static final List<String> ODD_QUERIES = List.of(
            "%",
            "%zz",
            "&&&",
            "=",
            "?",
            "a=b",
            "limit",
            "limit=1&limit=2",
            "limit=%00",
            "cursor=%ff",
            "q=%F0%9F%98%80",
            "limit=9999999999",
            "q=" + "x".repeat(3000),
            "cursor=MDE5",
            "sort=-&sort=name",
            "_method=DELETE",
            "%1B=a");
    private static final List<String> ODD_TYPES = List.of(
            "text/plain",
            "application/json; charset=utf-16",
            "application/json;charset=UTF-8",
            "application/problem+json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "json",
            "",
            "application/yaml",
            "*/*",
            "application/json;",
            "image/png");
    private static final List<String> ODD_HEADERS = List.of(
            "Accept: text/html",
            "Accept: */*;q=0",
            "Accept: application/json;q=0.1, text/*",
            "Accept: nonsense",
            "Accept: application/problem+json",
            "If-Match: *",
            "If-Match: W/\"1.a\"",
            "If-Match: \"1.a\", \"2.b\"",
            "If-Match: nonsense",
            "If-Match: \"",
            "If-Match: ",
            "If-None-Match: *",
            "If-None-Match: \"",
            "If-None-Match: W/\"x\"",
            "Idempotency-Key: ",
            "Idempotency-Key: a",
            "Idempotency-Key: b",
            "Idempotency-Key: \u00ff",
            "X-Request-Id: me",
            "X-Request-Id: \u00e4",
            "Origin: https://evil.example",
            "Origin: null",
            "Range: bytes=0-1",
            "If-Modified-Since: yesterday",
            "Accept-Language: de",
            "Accept-Language: *;q=x",
            "Content-Encoding: gzip",
            "X-HTTP-Method-Override: DELETE",
            "Cookie: foyer_session=garbage",
            "X-CSRF-TOKEN: garbage",
            "Accept-Encoding: gzip",
            "X-Forwarded-For: a, b",
            "Forwarded: for=x");
    private static final List<String> ODD_CREDENTIALS = List.of(
            "Bearer",
            "Bearer ",
            "bearer x",
            "Basic YTpi",
            "Bearer foyer_",
            "Bearer \u00ff",
            "Bearer a b",
            "nonsense",
            "");

    private static final int LONG_FOR_A_QUERY = 500;

    private final DescribedApi api;
    private final Asked asked;
    private final RandomGenerator random;
    private final WildJson json;
    private final int port;

    /// @param name the operation that it looks like most
    record Wild(String name, String method, String target, List<String> headers, byte[] body) {

        byte[] bytes() {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes((method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            bytes.writeBytes(body);
            return bytes.toByteArray();
        }

        /// What to type to send it again.
        String curl() {
            return "curl --path-as-is -g -i -X %s %s --data-binary $'%s' $'http:/%s'"
                    .formatted(
                            method,
                            headers.stream()
                                    .map(h -> "-H $'" + escaped(h.getBytes(ISO_8859_1)) + "'")
                                    .collect(Collectors.joining(" ")),
                            escaped(body),
                            "/" + headers.getFirst().split(": ")[1] + escaped(target.getBytes(ISO_8859_1)));
        }

        private static String escaped(byte[] bytes) {
            return IntStream.range(0, bytes.length)
                    .map(i -> bytes[i] & 0xff)
                    .mapToObj(b -> b < 32 || b > 126 || b == '\'' || b == '\\'
                            ? "\\x%02x".formatted(b)
                            : String.valueOf((char) b))
                    .collect(Collectors.joining());
        }
    }

    WildRequests(DescribedApi api, Asked asked, Map<String, List<String>> known, RandomGenerator random, int port) {
        this.api = api;
        this.asked = asked;
        this.random = random;
        this.json = new WildJson(api, random, known);
        this.port = port;
    }

    Wild next() {
        var operation = json.one(api.operations());
        var headers = new ArrayList<>(List.of("Host: localhost:" + port));
        addCredentials(operation, headers);
        if (json.chance(0.2)) {
            headers.add(json.one(ODD_HEADERS));
        }
        var body = body(operation, headers);
        if (body.length > 0 || !operation.method().equals("GET")) {
            headers.add("Content-Length: " + body.length);
        }
        return new Wild(operation.id(), method(operation), path(operation) + query(operation), headers, body);
    }

    private String method(Operation operation) {
        if (operation.method().equals("GET") && json.chance(0.05)) {
            return "HEAD";
        }
        return json.chance(0.02) ? json.one(ODD_METHODS) : operation.method();
    }

    private void addCredentials(Operation operation, List<String> headers) {
        if (json.chance(0.02)) {
            headers.add("Authorization: " + json.one(ODD_CREDENTIALS));
            return;
        }
        var usual = operation.path().contains("/operator/") ? Asker.OPERATOR : Asker.ADMIN;
        var token = asked.tokens().get(json.chance(0.75) ? usual : json.one(List.of(Asker.values())));
        if (token != null) {
            headers.add("Authorization: Bearer " + token);
        }
    }

    private String path(Operation operation) {
        var path = operation.path();
        for (var name : asked.ids().keySet()) {
            if (path.contains("{" + name + "}")) {
                path = path.replace("{" + name + "}", json.chance(0.85) ? id(name, path) : json.one(ODD_STEPS));
            }
        }
        return json.chance(0.01) ? path + json.one(List.of("/", "//", "/x", ";a", "/..", ".json")) : path;
    }

    // Acme is never suspended, or nothing else would come of it.
    private String id(String name, String path) {
        return name.equals("org") && (path.contains("/operator/") || json.chance(0.03))
                ? asked.globex().slug()
                : Objects.requireNonNull(asked.ids().get(name));
    }

    private String query(Operation operation) {
        var query = new ArrayList<String>();
        for (var described : operation.described().path("parameters")) {
            var parameter = api.resolved(described);
            if (parameter.path("in").asString().equals("query") && json.chance(0.3)) {
                var name = parameter.path("name").asString();
                query.add(name + "=" + URLEncoder.encode(value(parameter.path("schema"), name), UTF_8));
            }
        }
        if (json.chance(0.03)) {
            query.add(json.one(ODD_QUERIES));
        }
        return query.isEmpty() ? "" : "?" + String.join("&", query);
    }

    private String value(JsonNode schema, String name) {
        return json.chance(0.2)
                ? json.one(WildJson.ODD_TEXTS)
                : json.fitting(schema, name).asString();
    }

    private byte[] body(Operation operation, List<String> headers) {
        var content = api.resolved(operation.described().path("requestBody")).path("content");
        if (content.isEmpty()) {
            return json.chance(0.03) ? "{}".getBytes(UTF_8) : new byte[0];
        }
        var type = content.propertyNames().iterator().next();
        headers.add("Content-Type: " + (json.chance(0.03) ? json.one(ODD_TYPES) : type));
        if (!type.endsWith("json")) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return bytes;
        }
        var fitting = json.fitting(content.path(type).path("schema"), "");
        var mutations = json.chance(0.4) ? 0 : random.nextInt(1, 4);
        for (; mutations > 0; mutations--) {
            fitting = json.mutated(fitting);
        }
        return json.chance(0.1) ? json.broken(fitting) : json.written(fitting);
    }
}
