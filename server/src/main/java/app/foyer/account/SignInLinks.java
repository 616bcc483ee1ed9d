package app.foyer.account;

import app.foyer.database.Ids;
import app.foyer.database.Secrets;
import app.foyer.mail.MailQueue;
import app.foyer.problem.RateLimited;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Signing in by a link that comes by e-mail.
@Service
public class SignInLinks {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SignInLinkStore store;
    private final MailQueue mails;
    private final SignInSettings settings;

    SignInLinks(SignInLinkStore store, MailQueue mails, SignInSettings settings) {
        this.store = store;
        this.mails = mails;
        this.settings = settings;
    }

    /// A good link, seen but not used.
    ///
    /// @param otherBrowser whether it was asked for in another browser than the one that opens it
    public record Opened(Account account, String addressKey, boolean otherBrowser) {}

    /// A link that has just been used up.
    public record Used(Account account, @Nullable String returnTo) {}

    /// Takes the same steps whether somebody has this address or not: only the e-mail's writer finds out.
    @Transactional
    public void ask(EmailAddress address, String browser, @Nullable String returnTo, Instant now) {
        store.lockAddress(address.key());
        requireBelowLimit(address, now);
        var id = Ids.next(now);
        var browserHash = Secrets.sha256(browser);
        store.insert(new SignInLink(id, address.key(), now, browserHash, returnTo, null, null, null));
        mails.enqueue(SignInMails.KIND, null, List.of(new MailQueue.NewMail(id, address.deliverable())), now);
    }

    /// Makes a link without an e-mail, such as the one that the first start prints.
    ///
    /// @return its token, the last part of `/sign-in/{token}`
    @Transactional
    public String issue(EmailAddress address, Instant now) {
        var token = SignInToken.next(Ids.next(now));
        var expiresAt = now.plus(settings.signInLinkValidFor());
        store.insert(new SignInLink(token.id(), address.key(), now, null, null, token.hash(), expiresAt, null));
        return token.text();
    }

    /// Looks at a link without changing anything.
    ///
    /// @param browser the cookie of the browser that opens it
    @Transactional(readOnly = true)
    public Optional<Opened> open(String tokenText, @Nullable String browser, Instant now) {
        return SignInToken.parse(tokenText)
                .flatMap(token -> goodLink(token, now))
                .flatMap(link -> store.accountOf(link.id())
                        .map(account -> new Opened(account, link.addressKey(), link.isOfOtherBrowser(browser))));
    }

    /// Uses a link up, and with it all others of the same account.
    @Transactional
    public Optional<Used> use(String tokenText, Instant now) {
        var token = SignInToken.parse(tokenText);
        var account = token.map(SignInToken::id).flatMap(store::accountForUse);
        var link = token.flatMap(t -> goodLink(t, now));
        if (account.isEmpty() || link.isEmpty()) {
            return Optional.empty();
        }
        store.useAll(account.get().id(), now);
        return Optional.of(new Used(account.get(), link.get().returnTo()));
    }

    private Optional<SignInLink> goodLink(SignInToken token, Instant now) {
        return store.byId(token.id()).filter(link -> link.isGood(token, now));
    }

    private void requireBelowLimit(EmailAddress address, Instant now) {
        var limit = settings.limits().signInLinksPerAddressPerHour();
        if (limit == 0) {
            return;
        }
        var requests = store.requestsSince(address.key(), now.minus(HOUR), limit);
        if (requests.size() >= limit) {
            throw new RateLimited(
                    "rate-limited.sign-in",
                    Duration.between(now, requests.getLast().plus(HOUR)));
        }
    }
}
