package app.foyer.people;

import app.foyer.audit.RecordedEvent;
import app.foyer.organization.Organization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Events as lines of CSV (RFC 4180), a few hundred at a time.
final class AuditTable {
    private static final int AT_A_TIME = 500;
    private static final String[] HEADER = {
        "Date",
        "Actor",
        "Description",
        "Target",
        "From",
        "Action",
        "Actor type",
        "Actor ID",
        "Target type",
        "Target ID",
        "Details",
        "Event ID"
    };

    private final CSVPrinter printer;
    private final Organization organization;
    private final AuditWords words;
    private final JsonMapper json;
    private final Locale locale;
    private final Map<String, String> names = new HashMap<>();
    private final List<RecordedEvent> waiting = new ArrayList<>(AT_A_TIME);

    AuditTable(Appendable out, Organization organization, AuditWords words, JsonMapper json, Locale locale)
            throws IOException {
        this.printer = new CSVPrinter(out, CSVFormat.RFC4180);
        this.organization = organization;
        this.words = words;
        this.json = json;
        this.locale = locale;
        printer.printRecord((Object[]) HEADER);
    }

    void add(RecordedEvent event) {
        waiting.add(event);
        if (waiting.size() == AT_A_TIME) {
            end();
        }
    }

    /// Writes what is left.
    void end() {
        learnNames();
        try {
            for (var event : waiting) {
                printer.printRecord(cells(event).map(AuditTable::harmless));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        waiting.clear();
    }

    private void learnNames() {
        var unknown = new HashSet<>(AuditWords.slugs(waiting));
        unknown.removeAll(names.keySet());
        unknown.forEach(slug -> names.put(slug, slug));
        names.putAll(words.names(organization.id(), unknown));
    }

    private Stream<@Nullable Object> cells(RecordedEvent recorded) {
        var event = recorded.event();
        var sentence = words.tell(recorded, names, organization.timeZone(), locale);
        return Stream.of(
                recorded.at(),
                event.actor().name(),
                sentence.text(),
                event.target().name(),
                event.actor().from(),
                event.action(),
                event.actor().type(),
                event.actor().id(),
                event.target().type(),
                event.target().id(),
                json.writeValueAsString(event.details()),
                recorded.id());
    }

    /// A spreadsheet would take a cell that begins so for a formula, and run it.
    static String harmless(@Nullable Object cell) {
        var text = Objects.toString(cell, "");
        var stripped = text.stripLeading();
        var first = stripped.isEmpty() ? ' ' : stripped.charAt(0);
        return "=+-@＝＋－＠".indexOf(first) >= 0 || text.startsWith("\t") || text.startsWith("\r") ? "'" + text : text;
    }
}
