package app.foyer.people;

import static app.foyer.people.AuditSentence.mark;

import app.foyer.problem.Sentences;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says roles as an event has recorded them, such as “Guest with Write on Storefront”.
record RoleWords(Sentences sentences, Map<String, String> applicationNames, ZoneId zone, Locale locale) {

    String say(Map<?, ?> roles) {
        var role = sentences.say("org-role." + roles.get("orgRole"), locale);
        var all = roles.get("appGrants") instanceof Map<?, ?> grants && "GUEST".equals(roles.get("orgRole"))
                ? withGrants(role, grants, roles.get("appGrantsEndAt") instanceof Map<?, ?> ends ? ends : Map.of())
                : role;
        return roles.get("accessEndsAt") instanceof String end
                ? sentences.say("audit.ending", locale, all, instant(end))
                : all;
    }

    private String withGrants(String role, Map<?, ?> grants, Map<?, ?> ends) {
        var told = grants.entrySet().stream()
                .map(grant -> grant(String.valueOf(grant.getKey()), grant.getValue(), ends.get(grant.getKey())))
                .sorted()
                .toList();
        return told.isEmpty()
                ? sentences.say("audit.without-grants", locale, role)
                : sentences.say("audit.with-grants", locale, role, listed(told));
    }

    private String grant(String slug, @Nullable Object appRole, @Nullable Object endsAt) {
        var name = applicationNames.getOrDefault(slug, slug);
        var told = sentences.say("audit.grant", locale, sentences.say("app-role." + appRole, locale), mark(name));
        return endsAt instanceof String end ? sentences.say("audit.until", locale, told, instant(end)) : told;
    }

    private String listed(List<String> told) {
        if (told.size() == 1) {
            return told.getFirst();
        }
        var most = String.join(", ", told.subList(0, told.size() - 1));
        return sentences.say("audit.and", locale, most, told.getLast());
    }

    private String instant(String text) {
        try {
            return DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm z", locale)
                    .withZone(zone)
                    .format(Instant.parse(text));
        } catch (DateTimeException otherwiseWritten) {
            return text;
        }
    }
}
