package app.foyer.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// An answer as it came over the wire (RFC 9112).
record RawAnswer(int status, HttpHeaders headers, byte[] bytes) {

    String body() {
        return new String(isZipped() && bytes.length > 0 ? unzipped() : bytes, UTF_8);
    }

    private boolean isZipped() {
        return headers.firstValue("Content-Encoding").orElse("").equals("gzip");
    }

    private byte[] unzipped() {
        try (var zipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return zipped.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    boolean isLast() {
        return headers.firstValue("Connection").orElse("").equals("close");
    }

    /// @param whole head and body, until the connection ended
    static RawAnswer of(String whole, boolean withoutBody) {
        try {
            return read(new ByteArrayInputStream(whole.getBytes(ISO_8859_1)), withoutBody);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static RawAnswer read(InputStream wire, boolean withoutBody) throws IOException {
        var status = Integer.parseInt(line(wire).split(" ", 3)[1]);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (var line = line(wire); !line.isEmpty(); line = line(wire)) {
            var field = line.split(":", 2);
            fields.computeIfAbsent(field[0], _ -> new ArrayList<>()).add(field[1].strip());
        }
        var headers = HttpHeaders.of(fields, (_, _) -> true);
        var empty = withoutBody || status == 204 || status == 304;
        return new RawAnswer(status, headers, empty ? new byte[0] : body(wire, headers));
    }

    private static byte[] body(InputStream wire, HttpHeaders headers) throws IOException {
        if (headers.firstValue("Transfer-Encoding").orElse("").equals("chunked")) {
            return chunks(wire);
        }
        var length = headers.firstValueAsLong("Content-Length");
        return length.isPresent() ? wire.readNBytes((int) length.getAsLong()) : wire.readAllBytes();
    }

    private static byte[] chunks(InputStream wire) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = size(wire); size > 0; size = size(wire)) {
            body.write(wire.readNBytes(size));
            line(wire);
        }
        line(wire);
        return body.toByteArray();
    }

    private static int size(InputStream wire) throws IOException {
        return Integer.parseInt(line(wire), 16);
    }

    private static String line(InputStream wire) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = wire.read(); next != '\n'; next = wire.read()) {
            if (next < 0) {
                throw new EOFException("The answer ends in its middle");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
