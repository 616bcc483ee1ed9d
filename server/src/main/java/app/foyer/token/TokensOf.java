package app.foyer.token;

import app.foyer.account.AccountId;
import app.foyer.people.Acting;
import app.foyer.people.Permission;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What becomes of the API tokens of somebody who is about to be removed.
@Component
public class TokensOf {
    private final TokenStore store;

    TokensOf(TokenStore store) {
        this.store = store;
    }

    /// Names of tokens.
    ///
    /// @param revoked those that go with their maker
    /// @param kept those that belong to the organization, and stay
    public record Fate(List<String> revoked, List<String> kept) {}

    public Fate in(Acting acting, AccountId maker) {
        acting.require(Permission.MANAGE_PEOPLE);
        var byOwner = store.madeBy(acting.organization().id(), maker).stream()
                .collect(Collectors.partitioningBy(
                        TokenStore.Named::organizationOwned,
                        Collectors.mapping(TokenStore.Named::name, Collectors.toList())));
        return new Fate(byOwner.getOrDefault(false, List.of()), byOwner.getOrDefault(true, List.of()));
    }
}
