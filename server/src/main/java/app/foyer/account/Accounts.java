package app.foyer.account;

import app.foyer.database.Ids;
import app.foyer.problem.Conflict;
import app.foyer.problem.Unauthenticated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The people who can sign in.
@Service
public class Accounts {
    private final AccountStore store;
    private final SignInLinkStore links;
    private final SessionStore sessions;
    private final ApplicationEventPublisher events;

    Accounts(AccountStore store, SignInLinkStore links, SessionStore sessions, ApplicationEventPublisher events) {
        this.store = store;
        this.links = links;
        this.sessions = sessions;
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

    /// Keeps an account from being deleted until this transaction is over. Taken before any lock on its places.
    ///
    /// @throws Conflict when it has just been deleted
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(AccountId id) {
        if (!store.share(id)) {
            throw new Conflict("conflict.account-gone");
        }
    }

    /// Begins to delete an account: from here on it can't get into any organization.
    ///
    /// @throws Unauthenticated when it is deleted already
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(AccountId id) {
        if (!store.lock(id)) {
            throw new Unauthenticated();
        }
    }

    /// Ends an account that has been locked and is in no organization any more: nobody can sign in to it, and its
    /// addresses can have accounts anew.
    @Transactional(propagation = Propagation.MANDATORY)
    public void delete(AccountId id, Instant now) {
        links.useAll(id, now);
        store.delete(id, now);
        sessions.endAll(id);
    }

    @Transactional
    public void setLocale(AccountId id, String locale) {
        store.setLocale(id, locale);
    }
}
