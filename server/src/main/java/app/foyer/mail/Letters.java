package app.foyer.mail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/// Writes letters from templates: `name.html` and `name.txt`, in the reader's language.
@Component
public class Letters {
    private final ITemplateEngine templates;
    private final MessageSource messages;
    private final MailSettings settings;

    Letters(ITemplateEngine templates, MessageSource messages, MailSettings settings) {
        this.templates = templates;
        this.messages = messages;
        this.settings = settings;
    }

    /// @param subject key of the subject in `messages/mails.properties`
    /// @param model what the templates show; its `path`, behind the public address, becomes their `link`
    /// @param language that the reader wishes for, as a BCP 47 tag
    public Letter write(
            String template, String subject, List<?> subjectArguments, Map<String, Object> model, String language) {
        var locale = Languages.of(language);
        var all = new HashMap<>(model);
        all.put("link", settings.publicUrl() + String.valueOf(model.get("path")));
        all.put("publicUrl", settings.publicUrl().toString());
        all.put("choiceLink", settings.publicUrl() + "/account");
        all.put("host", settings.publicUrl().getAuthority());
        var context = new Context(locale, all);
        return new Letter(
                messages.getMessage(subject, Isolated.in(locale, subjectArguments.toArray()), locale),
                templates.process(template + ".txt", context),
                templates.process(template, context),
                locale.toLanguageTag());
    }
}
