package app.foyer.setup;

import app.foyer.account.Account;
import app.foyer.account.Accounts;
import app.foyer.account.EmailAddress;
import app.foyer.account.PersonName;
import app.foyer.account.SignInLinks;
import app.foyer.audit.Actor;
import app.foyer.organization.Organization;
import app.foyer.organization.Organizations;
import app.foyer.people.Access;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import app.foyer.token.ApiTokens;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How an organization comes to be: with its first admin, and a token to automate it.
@Component
class Provisioning {
    private final Organizations organizations;
    private final Accounts accounts;
    private final People people;
    private final ApiTokens tokens;
    private final SignInLinks links;

    Provisioning(Organizations organizations, Accounts accounts, People people, ApiTokens tokens, SignInLinks links) {
        this.organizations = organizations;
        this.accounts = accounts;
        this.people = people;
        this.tokens = tokens;
        this.links = links;
    }

    /// @param slug of the organization
    record Wish(String slug, String name, EmailAddress admin, PersonName adminName) {}

    record Founded(Organization organization, Account admin) {}

    @Transactional
    public Founded found(Wish wish, Actor actor, Instant now) {
        var organization = organizations.create(wish.slug(), wish.name(), actor, now);
        var admin = accounts.byAddress(wish.admin().key())
                .orElseGet(() -> accounts.create(wish.adminName(), wish.admin(), "en", now));
        people.join(organization.id(), admin, Access.of(OrgRole.ADMIN, List.of()), now);
        return new Founded(organization, admin);
    }

    @Transactional
    public void addToken(Founded founded, String name, String secret, Actor actor, Instant now) {
        tokens.add(founded.organization().id(), name, founded.admin().id(), secret, actor, now);
    }

    /// Founds an organization, with a token, and asks its admin in by e-mail.
    @Transactional
    public Founded foundAndAsk(Wish wish, String secret, Actor actor, Instant now) {
        var founded = found(wish, actor, now);
        addToken(founded, "operator", secret, actor, now);
        links.ask(wish.admin(), "", null, now);
        return founded;
    }

    /// What somebody is called until they say otherwise: what stands before the `@`.
    static PersonName nameFrom(EmailAddress address) {
        return PersonName.parse(address.localPart())
                .or(() -> PersonName.parse("Admin"))
                .orElseThrow();
    }
}
