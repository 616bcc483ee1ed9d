package app.foyer.account;

import app.foyer.database.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The people who can sign in.
@Service
public class Accounts {
    private final AccountStore store;
    private final ApplicationEventPublisher events;

    Accounts(AccountStore store, ApplicationEventPublisher events) {
        this.store = store;
        this.events = events;
    }

    public Optional<Account> byId(AccountId id) {
        return store.byId(id);
    }

    /// @param key an [EmailAddress#key()]
    public Optional<Account> byAddress(String key) {
        return store.byAddress(key);
    }

    /// The addresses that the account has proven to be its own, the first one first.
    public List<EmailAddress> verifiedAddresses(AccountId id) {
        return store.addresses(id);
    }

    /// Makes an account whose address has been verified by whoever calls this.
    ///
    /// @throws AddressTaken when another account has the address; the transaction is over then
    @Transactional
    public Account create(PersonName name, EmailAddress address, String locale, Instant now) {
        var account = new Account(new AccountId(Ids.next(now)), name.value(), address.typed(), locale);
        store.insert(account, address, now);
        return account;
    }

    /// Publishes [AccountRenamed], so that copies of the name change in the same transaction.
    @Transactional
    public void rename(AccountId id, PersonName name) {
        if (store.rename(id, name)) {
            events.publishEvent(new AccountRenamed(id, name.value()));
        }
    }

    @Transactional
    public void setLocale(AccountId id, String locale) {
        store.setLocale(id, locale);
    }
}
