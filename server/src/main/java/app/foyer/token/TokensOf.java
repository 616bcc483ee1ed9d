package app.foyer.token;

import app.foyer.account.AccountId;
import app.foyer.people.Acting;
import app.foyer.people.Permission;
import java.util.List;
import org.springframework.stereotype.Component;

/// The names of the API tokens that somebody has made, as far as they are in force.
@Component
public class TokensOf {
    private final TokenStore store;

    TokensOf(TokenStore store) {
        this.store = store;
    }

    public List<String> in(Acting acting, AccountId maker) {
        acting.require(Permission.MANAGE_PEOPLE);
        return store.names(acting.organization().id(), maker);
    }
}
