package app.foyer.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Times as the readers of a language write them; `#times` in templates. Digits are Western in all of them.
public final class LocalTimes {
    private static final Map<Locale, LocalTimes> KNOWN = new ConcurrentHashMap<>();

    /// Where Java puts day and hour side by side without the word that a sentence needs between them.
    private static final Map<String, String> SAID =
            Map.of("fr", "d MMMM y 'à' HH:mm", "pt", "d 'de' MMMM 'de' y 'às' HH:mm");

    private final DateTimeFormatter longMinute;
    private final DateTimeFormatter longDay;
    private final DateTimeFormatter minute;
    private final DateTimeFormatter day;

    private LocalTimes(Locale language) {
        // English here is the one that most of the world writes dates in.
        var locale = language.equals(Locale.ENGLISH) ? Locale.UK : language;
        longMinute = formatter(SAID.get(locale.getLanguage()))
                .orElseGet(() -> DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT))
                .withLocale(locale);
        longDay = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
        minute = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale);
        day = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
    }

    private static Optional<DateTimeFormatter> formatter(@Nullable String pattern) {
        return Optional.ofNullable(pattern).map(DateTimeFormatter::ofPattern);
    }

    /// @param language one of [Languages]
    public static LocalTimes in(Locale language) {
        return KNOWN.computeIfAbsent(Languages.of(language.toLanguageTag()), LocalTimes::new);
    }

    /// Such as `7 December 2026, 10:00`.
    public String longMinute(Instant instant, ZoneId zone) {
        return longMinute.format(instant.atZone(zone));
    }

    /// Such as `7 December 2026`.
    public String longDay(Instant instant, ZoneId zone) {
        return longDay.format(instant.atZone(zone));
    }

    /// Such as `7 Dec 2026, 10:00`.
    public String minute(Instant instant, ZoneId zone) {
        return minute.format(instant.atZone(zone));
    }

    /// Such as `7 Dec 2026`.
    public String day(Instant instant, ZoneId zone) {
        return day.format(instant.atZone(zone));
    }
}
