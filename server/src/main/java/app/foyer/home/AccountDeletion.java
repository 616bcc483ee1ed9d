package app.foyer.home;

import app.foyer.account.Accounts;
import app.foyer.people.Caller;
import app.foyer.people.Members;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How people end their own account: they leave every organization, and nobody can sign in to it any more.
@Component
class AccountDeletion {
    private final Accounts accounts;
    private final Members members;

    AccountDeletion(Accounts accounts, Members members) {
        this.accounts = accounts;
        this.members = members;
    }

    /// The account is locked first, as whoever lets it into an organization holds it first ([People#hold],
    /// [People#join]).
    ///
    /// @throws app.foyer.people.LastAdmin naming the organizations that would be without an admin
    @Transactional
    public void delete(Caller.Person person, Instant now) {
        accounts.lock(person.id());
        members.leaveAll(person, now);
        accounts.delete(person.id(), now);
    }
}
