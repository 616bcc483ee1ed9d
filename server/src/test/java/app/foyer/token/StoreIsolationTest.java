package app.foyer.token;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.account.AccountId;
import app.foyer.database.Ids;
import app.foyer.database.Secrets;
import app.foyer.invitation.Border;
import app.foyer.invitation.Scene;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Caller;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// API tokens of one organization aren't there for another.
class StoreIsolationTest {
    private final Scene scene = new Scene();
    private final Border border = new Border(scene);
    private final TokenStore store = new TokenStore(scene.db);
    private final AccountId ada = scene.ada.member().account();
    private final UUID token = Ids.next(NOW);
    private final byte[] secret = Secrets.next();

    @BeforeEach
    void adaHasMadeAToken() {
        store.insert(scene.acme.id(), token, "CI", ada, secret, NOW);
    }

    @Test
    void tokensAreFoundInTheirOrganizationAlone() {
        border.finds(organization -> store.names(organization, ada));
    }

    @Test
    void tokensAreRevokedInTheirOrganizationAlone() {
        border.changes(organization -> store.revokeAll(organization, ada, NOW));
    }

    @Test
    void theUseOfATokenIsNotedInItsOrganizationAlone() {
        border.changes(organization -> store.used(shownTo(organization), NOW));
    }

    private Caller.Token shownTo(OrganizationId organization) {
        return new Caller.Token(token, "CI", organization, true, ada, "Ada", "192.0.2.7");
    }

    @Test
    void aTokenIsMadeInOneOrganizationAlone() {
        border.writes(organization -> store.insert(organization, Ids.next(NOW), "CD", ada, Secrets.next(), NOW));
    }

    @Test
    void aTokenOpensTheOrganizationThatItWasMadeInAlone() {
        assertThat(store.good(secret, null, NOW).orElseThrow().token().organization())
                .isEqualTo(scene.acme.id());
    }

    @Test
    void anAdminOfAnotherOrganizationMakesNoTokenGood() {
        var theirs = Secrets.next();
        store.insert(scene.globex.id(), token, "CI", ada, theirs, NOW);

        assertThat(store.good(theirs, null, NOW)).isEmpty();
        assertThat(store.good(secret, null, NOW)).isPresent();
    }
}
