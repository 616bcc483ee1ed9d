package app.foyer.problem;

import java.util.Locale;
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

    public String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
