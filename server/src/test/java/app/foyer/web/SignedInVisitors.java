package app.foyer.web;

import app.foyer.account.Account;
import app.foyer.account.Accounts;
import app.foyer.account.EmailAddress;
import app.foyer.account.PersonName;
import app.foyer.account.SignInLinks;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;

/// Makes people and signs them in.
@TestComponent
class SignedInVisitors {
    private final Accounts accounts;
    private final SignInLinks links;
    private final InstantSource time;

    SignedInVisitors(Accounts accounts, SignInLinks links, InstantSource time) {
        this.accounts = accounts;
        this.links = links;
        this.time = time;
    }

    Account account(String name) {
        var address = EmailAddress.parse(name + "-" + UUID.randomUUID() + "@acme.test")
                .orElseThrow();
        return accounts.create(PersonName.parse(name).orElseThrow(), address, "en", time.instant());
    }

    Visitor signIn(Account account, int port, String... headers) {
        return signIn(account.email(), port, headers);
    }

    Visitor signIn(String email, int port, String... headers) {
        var visitor = new Visitor(port);
        var link = "/sign-in/" + links.issue(EmailAddress.parse(email).orElseThrow(), time.instant());
        visitor.submit(link, link, Map.of(), headers);
        return visitor;
    }
}
