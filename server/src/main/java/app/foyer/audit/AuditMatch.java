package app.foyer.audit;

import app.foyer.database.Ids;
import app.foyer.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The condition of a search, made of what is asked for alone: a plan that is kept must not provide for filters that
/// aren't there.
final class AuditMatch {
    private static final Duration TICK = Duration.ofMillis(1);

    private static final int INDEXED = 3;

    private final StringBuilder where = new StringBuilder(" where e.organization_id = :organization");
    private final Map<String, Object> params = new LinkedHashMap<>();

    AuditMatch(UUID organization, AuditSearch search) {
        params.put("organization", organization);
        party("actor", search.actor());
        party("target", search.target());
        if (!search.action().isBlank()) {
            and("e.action = :action", "action", search.action());
        }
        if (search.from() != null) {
            and("e.id >= :fromId", "fromId", floor(search.from()));
            and("e.at >= :from", "from", Sql.at(search.from()));
        }
        if (search.to() != null) {
            and("e.id < :toId", "toId", floor(search.to().plus(TICK)));
            and("e.at < :to", "to", Sql.at(search.to()));
        }
    }

    private void party(String who, String asked) {
        var text = asked.strip();
        if (text.isEmpty()) {
            return;
        }
        Ids.parse(text)
                .ifPresentOrElse(
                        id -> and("e." + who + "_id = :" + who, who, id), () -> name(who, Sql.containing(text), text));
    }

    // Fewer than three letters are looked for where words begin: the index knows those, but no two letters inside.
    private void name(String who, String pattern, String text) {
        var name = "lower(e." + who + "_name) like :" + who;
        if (text.codePointCount(0, text.length()) >= INDEXED) {
            and(name, who, pattern);
            return;
        }
        and("(" + name + " or " + name + "Within)", who, pattern.substring(1));
        params.put(who + "Within", "% " + pattern.substring(1));
    }

    void after(UUID id) {
        and("e.id < :after", "after", id);
    }

    private void and(String condition, String name, Object value) {
        where.append(" and ").append(condition);
        params.put(name, value);
    }

    // Ids hold the millisecond in which their event was; none is older than Foyer.
    private static UUID floor(Instant instant) {
        return Ids.floor(instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant.truncatedTo(ChronoUnit.MILLIS));
    }

    String where() {
        return where.toString();
    }

    Map<String, Object> params() {
        return params;
    }
}
