package app.foyer.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/// Instants as [Instant#toString] writes them (RFC 3339 in UTC, fractions in groups of three digits), without its
/// formatter: a list of a hundred has two or three hundred of them.
final class InstantText extends StdSerializer<Instant> {
    private static final long YEAR_0 = -62_167_219_200L;
    private static final long YEAR_10_000 = 253_402_300_800L;

    InstantText() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
        json.writeString(of(value));
    }

    static String of(Instant instant) {
        var seconds = instant.getEpochSecond();
        if (seconds < YEAR_0 || seconds >= YEAR_10_000) {
            return instant.toString();
        }
        var inUtc = LocalDateTime.ofEpochSecond(seconds, instant.getNano(), ZoneOffset.UTC);
        return of(inUtc.toLocalDate(), inUtc.toLocalTime());
    }

    private static String of(LocalDate date, LocalTime time) {
        var digits = fraction(time.getNano());
        var text = "0000-00-00T00:00:00.000000000Z".getBytes(StandardCharsets.ISO_8859_1);
        put(date.getYear(), text, 4);
        put(date.getMonthValue(), text, 7);
        put(date.getDayOfMonth(), text, 10);
        put(time.getHour(), text, 13);
        put(time.getMinute(), text, 16);
        put(time.getSecond(), text, 19);
        put(time.getNano(), text, 29);
        var end = digits == 0 ? 19 : 20 + digits;
        text[end] = 'Z';
        return new String(text, 0, end + 1, StandardCharsets.ISO_8859_1);
    }

    // How many digits it takes.
    private static int fraction(int nano) {
        if (nano == 0) {
            return 0;
        }
        return nano % 1_000_000 == 0 ? 3 : nano % 1_000 == 0 ? 6 : 9;
    }

    private static void put(int number, byte[] text, int end) {
        var rest = number;
        for (var at = end - 1; rest > 0; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
