package app.foyer.account;

import app.foyer.mail.Correspondent;
import app.foyer.mail.Letter;
import app.foyer.mail.QueuedMail;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/// Writes the e-mails that carry sign-in links. Asking with an address that nobody has gets none.
@Component
class SignInMails implements Correspondent {
    static final String KIND = "sign-in";

    private final SignInLinkStore store;
    private final SignInSettings settings;
    private final ISpringTemplateEngine templates;
    private final MessageSource messages;

    SignInMails(
            SignInLinkStore store, SignInSettings settings, ISpringTemplateEngine templates, MessageSource messages) {
        this.store = store;
        this.settings = settings;
        this.templates = templates;
        this.messages = messages;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<UUID, Letter> write(List<QueuedMail> mails, Instant now) {
        var links = mails.stream().map(QueuedMail::subject).toList();
        var accounts = store.addressed(links).stream()
                .collect(Collectors.toMap(SignInLinkStore.Addressed::link, SignInLinkStore.Addressed::account));
        var tokens = accounts.keySet().stream()
                .map(SignInToken::next)
                .collect(Collectors.toMap(SignInToken::id, Function.identity()));
        store.arm(List.copyOf(tokens.values()), now.plus(settings.signInLinkValidFor()));
        var letters = new HashMap<UUID, Letter>();
        for (var mail : mails) {
            var token = tokens.get(mail.subject());
            if (token != null && accounts.get(mail.subject()) instanceof Account account) {
                letters.put(mail.id(), letter(mail, account, token));
            }
        }
        return letters;
    }

    private Letter letter(QueuedMail mail, Account account, SignInToken token) {
        var locale = Locale.forLanguageTag(account.locale());
        var context = new Context(locale, model(mail, account, token, locale));
        return new Letter(
                messages.getMessage("sign-in.subject", null, locale),
                templates.process("account/mail-sign-in.txt", context),
                templates.process("account/mail-sign-in", context),
                account.locale());
    }

    private Map<String, @Nullable Object> model(QueuedMail mail, Account account, SignInToken token, Locale locale) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("email", mail.recipient());
        model.put("name", account.name());
        model.put("link", settings.publicUrl() + "/sign-in/" + token.text());
        model.put("validFor", inWords(settings.signInLinkValidFor(), locale));
        model.put("host", settings.publicUrl().getAuthority());
        model.put("organizationName", null);
        return model;
    }

    private String inWords(Duration duration, Locale locale) {
        var inHours = duration.toMinutesPart() == 0 && duration.toHours() > 0;
        return inHours
                ? messages.getMessage("duration.hours", new Object[] {duration.toHours()}, locale)
                : messages.getMessage("duration.minutes", new Object[] {Math.max(1, duration.toMinutes())}, locale);
    }
}
