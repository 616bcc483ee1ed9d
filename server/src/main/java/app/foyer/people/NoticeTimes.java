package app.foyer.people;

import app.foyer.mail.LocalTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/// Times in a letter, in its language and in the organization's time zone.
record NoticeTimes(LocalTimes times, ZoneId zone) {
    static NoticeTimes of(MailedNotices.Told told) {
        return new NoticeTimes(LocalTimes.in(Locale.forLanguageTag(told.locale())), told.zone());
    }

    String minute(Instant instant) {
        return times.longMinute(instant, zone);
    }

    String day(Instant instant) {
        return times.longDay(instant, zone);
    }
}
