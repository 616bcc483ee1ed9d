package app.foyer.people;

import app.foyer.audit.AuditSearch;
import app.foyer.audit.RecordedEvent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import tools.jackson.databind.json.JsonMapper;

/// The audit log as a file, written while it is read. Views, because what fails while a view is being sent ends the
/// connection, so that half of a file isn't taken for the whole.
@Component
class AuditExports {
    private static final int BUFFER = 64 * 1024;

    private final AuditEvents events;
    private final AuditWords words;
    private final JsonMapper json;
    private final InstantSource clock;

    AuditExports(AuditEvents events, AuditWords words, JsonMapper json, InstantSource clock) {
        this.events = events;
        this.words = words;
        this.json = json;
        this.clock = clock;
    }

    /// For spreadsheets.
    View csv(Acting acting, AuditSearch search, Locale locale) {
        return (_, _, response) -> send(acting, response, "csv", "text/csv", out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            var table = new AuditTable(writer, acting.organization(), words, json, locale);
            events.each(acting, search, table::add);
            table.end();
            writer.flush();
        });
    }

    /// For programs: one event a line, as the API answers it.
    View ndjson(Acting acting, AuditSearch search) {
        return (_, _, response) -> send(
                acting,
                response,
                "ndjson",
                "application/x-ndjson",
                out -> events.each(acting, search, event -> line(out, event)));
    }

    private void line(OutputStream out, RecordedEvent event) {
        try {
            out.write(json.writeValueAsBytes(AuditEventView.of(event)));
            out.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private void send(Acting acting, HttpServletResponse response, String ending, String type, Content content)
            throws IOException {
        var organization = acting.organization();
        var day = clock.instant().atZone(organization.timeZone()).toLocalDate();
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"audit-log-%s-%s.%s\"".formatted(organization.slug(), day, ending));
        var out = new BufferedOutputStream(response.getOutputStream(), BUFFER);
        try {
            content.writeTo(out);
            out.flush();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        } catch (RuntimeException refused) {
            // What comes instead is a page, and no file.
            if (!response.isCommitted()) {
                response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "inline");
            }
            throw refused;
        }
    }
}
