package app.foyer.people;

import app.foyer.people.MailedNotices.Told;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A notice as a letter's template shows it.
///
/// @param at when what it tells happened or will happen
/// @param day the same, without the hour
/// @param happened when it happened
/// @param detail in plain words
/// @param quoted a mail server's own words
/// @param roles what somebody was and is
record NoticeLine(
        String kind,
        String about,
        String at,
        String day,
        String happened,
        String detail,
        @Nullable String quoted,
        String email,
        @Nullable RoleNews roles) {

    static NoticeLine of(Told told, RoleNewsJson json) {
        var locale = Locale.forLanguageTag(told.locale());
        var time = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", locale).withZone(told.zone());
        var when = Objects.requireNonNullElse(told.endsAt(), told.at());
        var detail = Objects.requireNonNullElse(told.detail(), "");
        var roles = told.kind() == NoticeKind.ROLE_CHANGED ? json.read(detail) : null;
        var lines = detail.split("\\R", 2);
        return new NoticeLine(
                told.kind().name(),
                told.about(),
                time.format(when),
                DateTimeFormatter.ofPattern("d MMMM yyyy", locale)
                        .withZone(told.zone())
                        .format(when),
                time.format(told.at()),
                roles == null ? lines[0] : roles.by(),
                lines.length > 1 ? lines[1] : null,
                Objects.requireNonNullElse(told.email(), ""),
                roles);
    }

    Map<String, Object> model() {
        var model = new HashMap<String, Object>(Map.of(
                "kind", kind,
                "about", about,
                "at", at,
                "day", day,
                "detail", detail,
                "email", email));
        if (quoted != null) {
            model.put("quoted", quoted);
        }
        if (roles != null) {
            var both = new LinkedHashMap<String, RoleNews.Roles>();
            both.put("before", roles.before());
            both.put("after", roles.after());
            model.put("roles", both);
        }
        return model;
    }
}
