package app.foyer.people;

import app.foyer.audit.RecordedEvent;
import app.foyer.database.CsvRows;
import app.foyer.organization.Organization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private final CsvRows rows;
    private final Organization organization;
    private final AuditWords words;
    private final JsonMapper json;
    private final Locale locale;
    private final Map<String, String> names = new HashMap<>();
    private final List<RecordedEvent> waiting = new ArrayList<>(AT_A_TIME);

    AuditTable(Appendable out, Organization organization, AuditWords words, JsonMapper json, Locale locale) {
        this.rows = new CsvRows(out);
        this.organization = organization;
        this.words = words;
        this.json = json;
        this.locale = locale;
        rows.add(HEADER);
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
        waiting.forEach(event -> rows.add(cells(event)));
        waiting.clear();
    }

    private void learnNames() {
        var unknown = new HashSet<>(AuditWords.slugs(waiting));
        unknown.removeAll(names.keySet());
        unknown.forEach(slug -> names.put(slug, slug));
        names.putAll(words.names(organization.id(), unknown));
    }

    private @Nullable Object[] cells(RecordedEvent recorded) {
        var event = recorded.event();
        var sentence = words.tell(recorded, names, organization.timeZone(), locale);
        return new @Nullable Object[] {
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
            recorded.id()
        };
    }
}
