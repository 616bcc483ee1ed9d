package app.foyer.people;

import app.foyer.people.MailedNotices.Told;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A notice as a letter's template shows it.
///
/// @param at when what it tells happened or will happen
/// @param detail in plain words
/// @param quoted a mail server's own words
record NoticeLine(
        String kind,
        String about,
        String at,
        String happened,
        @Nullable String detail,
        @Nullable String quoted,
        @Nullable String email) {

    static NoticeLine of(Told told, Locale locale) {
        var time = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", locale).withZone(told.zone());
        Instant when = Objects.requireNonNullElse(told.endsAt(), told.at());
        return new NoticeLine(
                told.kind().name(),
                told.about(),
                time.format(when),
                time.format(told.at()),
                told.detail(),
                null,
                told.email());
    }

    Map<String, Object> model() {
        var model = new HashMap<String, Object>();
        model.put("kind", kind);
        model.put("about", about);
        model.put("at", at);
        model.put("detail", Objects.requireNonNullElse(detail, ""));
        model.put("email", Objects.requireNonNullElse(email, ""));
        if (quoted != null) {
            model.put("quoted", quoted);
        }
        return model;
    }
}
