package app.foyer.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/// A request to the letter, such as no well-bred client would send. What the API answers is held against its
/// description.
final class RawRequest {
    private static final int PATIENCE_MILLIS = 10_000;

    private RawRequest() {}

    static String get(int port, String target, String... headers) {
        return send(port, "GET " + target + " HTTP/1.1", "", headers);
    }

    /// The whole answer, head and body.
    static String send(int port, String line, String body, String... headers) {
        var all = String.join("\r\n", headers);
        var host = all.startsWith("Host:") ? "" : "Host: localhost:" + port + "\r\n";
        return text(
                port,
                line + "\r\n" + host + "Connection: close\r\n" + (all.isEmpty() ? "" : all + "\r\n") + "\r\n" + body);
    }

    static String text(int port, String request) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return checked(request, new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String checked(String request, String answer) {
        var line = request.split("\r\n", 2)[0].split(" ", 3);
        if (line.length == 3 && line[1].startsWith("/api/") && answer.startsWith("HTTP/1.1 ")) {
            var read = RawAnswer.of(answer, line[0].equals("HEAD"));
            AnswerCheck.check(line[0], line[1], read.status(), read.headers(), read.body());
        }
        return answer;
    }
}
