package app.foyer.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// Says refusals in words.
@Component
public class Sentences {
    private final MessageSource messages;

    Sentences(MessageSource messages) {
        this.messages = messages;
    }

    public String title(Problem problem, Locale locale) {
        return say(problem.type() + ".title", locale);
    }

    public String detail(Problem problem, Locale locale) {
        return say(problem.detailKey(), locale, problem.arguments().toArray());
    }

    public Flaw.Told tell(Flaw flaw, Locale locale) {
        return new Flaw.Told(
                flaw.pointer(),
                flaw.parameter(),
                say(flaw.message(), locale, flaw.arguments().toArray()));
    }

    /// What is wrong with each field of a form, by its pointer.
    ///
    /// @param otherwise where the problem's own sentence goes when it names no field
    public Map<String, String> byField(Problem problem, String otherwise, Locale locale) {
        var told = new LinkedHashMap<String, String>();
        if (problem.flaws().isEmpty()) {
            told.put(otherwise, detail(problem, locale));
        }
        for (var flaw : problem.flaws()) {
            var at = flaw.pointer() == null ? otherwise : flaw.pointer();
            told.putIfAbsent(at, tell(flaw, locale).detail());
        }
        return told;
    }

    public String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /// A length of time in words, such as “14 days” or “36 hours”.
    public String length(Duration time, Locale locale) {
        if (time.compareTo(Duration.ofDays(1)) >= 0 && time.equals(Duration.ofDays(time.toDays()))) {
            return say("length.days", locale, time.toDays());
        }
        return time.compareTo(Duration.ofHours(1)) >= 0
                ? say("length.hours", locale, time.toHours())
                : say("length.minutes", locale, Math.max(1, time.toMinutes()));
    }
}
