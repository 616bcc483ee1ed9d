package app.foyer.people;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// The last eight o'clock of a time zone, and when the day there began.
record Morning(ZoneId zone, Instant at, Instant dayBegan) {
    private static final LocalTime EIGHT = LocalTime.of(8, 0);

    static Morning of(ZoneId zone, Instant now) {
        var here = now.atZone(zone);
        var today = eight(here);
        var last = today.isAfter(here) ? eight(here.minusDays(1)) : today;
        return new Morning(
                zone, last.toInstant(), here.toLocalDate().atStartOfDay(zone).toInstant());
    }

    // Where clocks are put forward over eight o'clock, it is the first time after.
    private static ZonedDateTime eight(ZonedDateTime day) {
        return day.toLocalDate().atTime(EIGHT).atZone(day.getZone());
    }
}
