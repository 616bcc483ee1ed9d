package app.foyer.token;

import app.foyer.database.Ids;
import app.foyer.people.TokenScope;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The form of a new API token, as it was filled in.
///
/// @param key the id that its token gets, by which the same form sent again is known
/// @param endsOn the last day; empty for none
record TokenForm(String key, String name, String scope, String endsOn, boolean organizationOwned) {
    private static final Duration KEY_IS_GOOD_FOR = Duration.ofDays(1);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 30);

    static TokenForm empty(Instant now) {
        return new TokenForm(Ids.next(now).toString(), "", TokenScope.READ.word(), "", false);
    }

    static TokenForm read(MultiValueMap<String, String> fields) {
        return new TokenForm(
                field(fields, "key"),
                field(fields, "name"),
                field(fields, "scope"),
                field(fields, "endsOn").strip(),
                field(fields, "organizationOwned").equals("true"));
    }

    private static String field(MultiValueMap<String, String> fields, String name) {
        return Objects.requireNonNullElse(fields.getFirst(name), "");
    }

    /// The same to be sent anew.
    TokenForm again(Instant now) {
        return new TokenForm(Ids.next(now).toString(), name, scope, endsOn, organizationOwned);
    }

    /// @throws app.foyer.problem.Invalid when something is wrong with it
    NewToken wish(ZoneId zone, Instant now) {
        var fields = new Fields();
        var end = end(zone, fields);
        return TokenInput.read(id(now), name, TokenScope.of(scope).orElse(null), end, organizationOwned, fields, now);
    }

    private UUID id(Instant now) {
        return Ids.parse(key)
                .filter(id ->
                        id.version() == 7 && isRecent(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16), now))
                .orElseGet(() -> Ids.next(now));
    }

    private static boolean isRecent(Instant made, Instant now) {
        return !made.isAfter(now) && made.isAfter(now.minus(KEY_IS_GOOD_FOR));
    }

    private @Nullable Instant end(ZoneId zone, Fields fields) {
        if (endsOn.isEmpty()) {
            return null;
        }
        try {
            var day = LocalDate.parse(endsOn);
            if (!day.isAfter(LATEST)) {
                return day.atTime(LocalTime.of(23, 59, 59)).atZone(zone).toInstant();
            }
        } catch (DateTimeException notADay) {
            // Told below.
        }
        fields.flaw(Flaw.at("/expiresAt", "flaw.date"));
        return null;
    }
}
