package app.foyer.account;

import app.foyer.mail.Correspondent;
import app.foyer.mail.Languages;
import app.foyer.mail.Letter;
import app.foyer.mail.Letters;
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
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// Writes the e-mails that carry sign-in links. Asking with an address that nobody has gets none.
@Component
class SignInMails implements Correspondent {
    static final String KIND = "sign-in";

    private final SignInLinkStore store;
    private final SignInSettings settings;
    private final Letters letters;
    private final MessageSource messages;

    SignInMails(SignInLinkStore store, SignInSettings settings, Letters letters, MessageSource messages) {
        this.store = store;
        this.settings = settings;
        this.letters = letters;
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
        var model = Map.<String, Object>of(
                "email",
                mail.recipient(),
                "name",
                account.name(),
                "path",
                "/sign-in/" + token.text(),
                "validFor",
                inWords(settings.signInLinkValidFor(), Languages.of(account.locale())));
        return letters.write("account/mail-sign-in", "sign-in.subject", List.of(), model, account.locale());
    }

    private String inWords(Duration duration, Locale locale) {
        var inHours = duration.toMinutesPart() == 0 && duration.toHours() > 0;
        return inHours
                ? messages.getMessage("duration.hours", new Object[] {duration.toHours()}, locale)
                : messages.getMessage("duration.minutes", new Object[] {Math.max(1, duration.toMinutes())}, locale);
    }
}
