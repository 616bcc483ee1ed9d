package app.foyer.home;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/// The time zones that there are to choose from: places of the tz database, and UTC.
final class TimeZones {
    private static final List<String> KNOWN = Stream.concat(
                    Stream.of("UTC"),
                    ZoneId.getAvailableZoneIds().stream()
                            .filter(id -> id.contains("/")
                                    && !id.startsWith("Etc/")
                                    && !id.startsWith("SystemV/")
                                    && !id.startsWith("US/"))
                            .sorted())
            .toList();

    private TimeZones() {}

    static List<String> known() {
        return KNOWN;
    }

    /// The zone as it is written, however it was typed; what was typed when it is none of these.
    static String written(String typed) {
        var wanted = typed.strip().replace(' ', '_');
        return KNOWN.stream()
                .filter(id -> id.equalsIgnoreCase(wanted))
                .findFirst()
                .orElse(typed.strip());
    }
}
