package app.foyer.people;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Times in a letter, in its language and in the organization's time zone.
record NoticeTimes(Locale locale, ZoneId zone) {
    static NoticeTimes of(MailedNotices.Told told) {
        var locale = Locale.forLanguageTag(told.locale());
        // English here is the one that most of the world writes dates in.
        return new NoticeTimes(locale.equals(Locale.ENGLISH) ? Locale.UK : locale, told.zone());
    }

    String minute(Instant instant) {
        return said(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT), instant);
    }

    String day(Instant instant) {
        return said(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG), instant);
    }

    private String said(DateTimeFormatter style, Instant instant) {
        return style.withLocale(locale).withZone(zone).format(instant);
    }
}
