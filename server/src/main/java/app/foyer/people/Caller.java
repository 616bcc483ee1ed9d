package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.audit.Actor;
import app.foyer.organization.OrganizationId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who sends a request, as far as that has been proven.
public sealed interface Caller {

    /// The account in whose name things are done.
    Optional<AccountId> account();

    Actor actor();

    /// A signed-in person.
    record Person(
            AccountId id,
            String name,
            String email,
            String locale,
            @Nullable String from) implements Caller {
        @Override
        public Optional<AccountId> account() {
            return Optional.of(id);
        }

        @Override
        public Actor actor() {
            return new Actor(Actor.Type.ACCOUNT, id.value(), name, from);
        }
    }

    /// A program with an API token. What it does is its maker's doing, unless the token is the organization's own.
    ///
    /// @param admin who answers for it: its maker, or the longest-serving admin when a token of the organization's
    /// own has outlived its maker's role
    /// @param place the admin's, if it was read with the token
    record Token(
            UUID id,
            String name,
            OrganizationId organization,
            TokenScope scope,
            boolean organizationOwned,
            AccountId admin,
            String adminName,
            @Nullable Place place,
            @Nullable String from)
            implements Caller {
        @Override
        public Optional<AccountId> account() {
            return Optional.of(admin);
        }

        @Override
        public Actor actor() {
            var told = organizationOwned ? "token " + name : adminName + " via token " + name;
            return new Actor(Actor.Type.TOKEN, id, told, from);
        }
    }

    /// Whoever runs this Foyer, with the operator's token, which opens nothing else.
    record Operator(@Nullable String from) implements Caller {
        @Override
        public Optional<AccountId> account() {
            return Optional.empty();
        }

        @Override
        public Actor actor() {
            return new Actor(Actor.Type.OPERATOR, null, "Operator", from);
        }
    }
}
