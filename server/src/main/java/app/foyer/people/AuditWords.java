package app.foyer.people;

import static app.foyer.people.AuditSentence.mark;

import app.foyer.audit.RecordedEvent;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.organization.OrganizationId;
import app.foyer.problem.Sentences;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// Says events in words: one sentence for each action, with what was before and is now. The sentences stand under
/// `audit.told.{action}`, those that tell more under the same with `.as`, `.roles` or `.changes`.
@Component
class AuditWords {
    /// Longer texts are told of, but not repeated.
    private static final int LONGEST_TOLD = 120;

    private final MessageSource messages;
    private final Sentences sentences;
    private final Applications applications;

    AuditWords(MessageSource messages, Sentences sentences, Applications applications) {
        this.messages = messages;
        this.sentences = sentences;
        this.applications = applications;
    }

    /// What readers call the applications that events name by their slugs.
    Map<String, String> names(OrganizationId organization, Collection<RecordedEvent> events) {
        return names(organization, slugs(events));
    }

    Map<String, String> names(OrganizationId organization, Set<String> slugs) {
        return slugs.isEmpty()
                ? Map.of()
                : applications.among(organization, List.copyOf(slugs)).stream()
                        .collect(Collectors.toMap(Application::slug, Application::name));
    }

    /// The slugs of applications in the events' details.
    static Set<String> slugs(Collection<RecordedEvent> events) {
        var slugs = new HashSet<String>();
        for (var event : events) {
            var details = event.event().details();
            Stream.of(details, details.get("before"), details.get("after"))
                    .map(AuditWords::grants)
                    .forEach(grants -> grants.keySet().forEach(slug -> slugs.add(String.valueOf(slug))));
        }
        return slugs;
    }

    private static Map<?, ?> grants(@Nullable Object roles) {
        return roles instanceof Map<?, ?> map && map.get("appGrants") instanceof Map<?, ?> grants ? grants : Map.of();
    }

    /// @param names of applications, by their slugs
    AuditSentence tell(RecordedEvent recorded, Map<String, String> names, ZoneId zone, Locale locale) {
        var event = recorded.event();
        var key = "audit.told." + event.action();
        var actor = mark(event.actor().name());
        var target = mark(event.target().name());
        var details = event.details();
        var roles = new RoleWords(sentences, names, zone, locale);
        var told = Optional.<String>empty();
        if (details.get("before") instanceof Map<?, ?> before && details.get("after") instanceof Map<?, ?> after) {
            told = before.containsKey("orgRole")
                    ? say(key + ".roles", locale, actor, target, roles.say(before), roles.say(after))
                    : say(key + ".changes", locale, actor, target, changes(before, after, locale));
        } else if (details.get("before") instanceof Map<?, ?> before && before.containsKey("orgRole")) {
            told = say(key + ".as", locale, actor, target, roles.say(before));
        } else if (details.containsKey("orgRole")) {
            told = say(key + ".as", locale, actor, target, roles.say(details));
        } else if (details.get("scope") instanceof String scope) {
            told = say(key + ".as", locale, actor, target, scope);
        }
        return AuditSentence.parse(told.or(() -> say(key, locale, actor, target))
                .orElseGet(() -> sentences.say("audit.told.unknown", locale, actor, target, event.action())));
    }

    private Optional<String> say(String key, Locale locale, Object... arguments) {
        return Optional.ofNullable(messages.getMessage(key, arguments, null, locale));
    }

    private String changes(Map<?, ?> before, Map<?, ?> after, Locale locale) {
        var told = after.entrySet().stream()
                .filter(field -> !String.valueOf(field.getValue()).equals(String.valueOf(before.get(field.getKey()))))
                .map(field ->
                        change(String.valueOf(field.getKey()), before.get(field.getKey()), field.getValue(), locale))
                .sorted()
                .toList();
        return told.isEmpty() ? sentences.say("audit.change.nothing", locale) : String.join(", ", told);
    }

    private String change(String field, @Nullable Object before, @Nullable Object after, Locale locale) {
        var label = say("audit.field." + field, locale).orElse(field);
        if (isLong(before) || isLong(after)) {
            return label;
        }
        return sentences.say("audit.change", locale, label, value(before, locale), value(after, locale));
    }

    private static boolean isLong(@Nullable Object value) {
        return value instanceof Collection
                || value instanceof Map
                || value instanceof String text && text.length() > LONGEST_TOLD;
    }

    private String value(@Nullable Object value, Locale locale) {
        return value == null ? sentences.say("audit.change.none", locale) : mark(value.toString());
    }
}
