package app.foyer.home;

import app.foyer.account.Accounts;
import app.foyer.organization.Organization;
import app.foyer.organization.Organizations;
import app.foyer.organization.Slug;
import app.foyer.people.Access;
import app.foyer.people.Caller;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import app.foyer.problem.Unauthenticated;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How people found organizations themselves, where the settings let them.
@Component
class Founding {
    private final Organizations organizations;
    private final Accounts accounts;
    private final People people;
    private final FoundingSettings settings;

    Founding(Organizations organizations, Accounts accounts, People people, FoundingSettings settings) {
        this.organizations = organizations;
        this.accounts = accounts;
        this.people = people;
        this.settings = settings;
    }

    boolean isOpen() {
        return settings.createdBy() == FoundingSettings.Founder.ACCOUNTS;
    }

    /// @throws FoundingRefused when it isn't for this caller
    Caller.Person require(Caller caller) {
        if (!isOpen()) {
            throw FoundingRefused.byTheOperatorOnly();
        }
        if (caller instanceof Caller.Person person) {
            return person;
        }
        throw FoundingRefused.inPersonOnly();
    }

    /// Whoever founds an organization is its first admin.
    @Transactional
    public Organization found(Caller caller, @Nullable String slug, @Nullable String name, Instant now) {
        var person = require(caller);
        var fields = new Fields();
        var named = fields.name("/name", name);
        if (fields.required("/slug", slug) != null && !Slug.isGood(Objects.requireNonNull(slug))) {
            fields.flaw(Flaw.at("/slug", "flaw.slug"));
        }
        fields.check();
        var account = accounts.byId(person.id()).orElseThrow(Unauthenticated::new);
        var founded = organizations.create(Objects.requireNonNull(slug), named, person.actor(), now);
        people.join(founded.id(), account, Access.of(OrgRole.ADMIN, List.of()), now);
        return founded;
    }
}
