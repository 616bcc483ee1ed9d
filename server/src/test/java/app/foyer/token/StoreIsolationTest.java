package app.foyer.token;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.account.AccountId;
import app.foyer.database.Secrets;
import app.foyer.invitation.Backstage;
import app.foyer.invitation.Border;
import app.foyer.invitation.Scene;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Caller;
import app.foyer.people.PlaceStore;
import app.foyer.people.TokenScope;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/// API tokens of one organization aren't there for another.
class StoreIsolationTest {
    private final Scene scene = new Scene();
    private final Border border = new Border(scene);
    private final TokenStore store = new TokenStore(scene.db);
    private final BearerStore bearers = new BearerStore(scene.db, Backstage.bean(PlaceStore.class));
    private final AccountId ada = scene.ada.member().account();
    private final NewToken token = NewToken.of("CI", TokenScope.ADMIN, NOW);
    private final byte[] secret = Secrets.next();

    @BeforeEach
    void adaHasMadeATokenAndAnotherOneWithIt() {
        store.insert(scene.acme.id(), token, ada, null, secret, NOW);
        store.insert(scene.acme.id(), another(), ada, token.id(), Secrets.next(), NOW);
    }

    private static NewToken another() {
        return NewToken.of("CD", TokenScope.READ, NOW);
    }

    @Test
    void tokensAreFoundInTheirOrganizationAlone() {
        border.finds(organization -> store.madeBy(organization, ada));
        border.finds(organization -> store.madeWith(organization, token.id()));
        border.finds(organization -> store.find(organization, token.id(), NOW));
        border.finds(organization -> store.page(organization, Optional.empty(), 10, NOW));
        border.finds(organization -> store.count(organization, 10));
        border.finds(organization -> store.countUnexpired(organization, NOW));
    }

    @Test
    void aTokenIsRevokedInItsOrganizationAlone() {
        border.changes(organization -> store.revoke(organization, token.id(), NOW));
    }

    @Test
    void tokensOfSomebodyAreRevokedInTheirOrganizationAlone() {
        border.changes(organization -> store.revokeAll(organization, ada, NOW));
    }

    @Test
    void theUseOfATokenIsNotedInItsOrganizationAlone() {
        border.changes(organization -> bearers.used(shownTo(organization), NOW, NOW));
    }

    private Caller.Token shownTo(OrganizationId organization) {
        return new Caller.Token(token.id(), "CI", organization, TokenScope.ADMIN, false, ada, "Ada", null, "192.0.2.7");
    }

    @Test
    void aTokenIsMadeInOneOrganizationAlone() {
        border.writes(organization -> store.insert(organization, another(), ada, null, Secrets.next(), NOW));
    }

    @Test
    void aTokenIsMadeWithOneOfItsOrganizationAlone() {
        border.refuses(
                DataIntegrityViolationException.class,
                organization -> store.insert(organization, another(), ada, token.id(), Secrets.next(), NOW));
    }

    @Test
    void aTokenOpensTheOrganizationThatItWasMadeInAlone() {
        assertThat(bearers.good(secret, null, NOW).orElseThrow().token().organization())
                .isEqualTo(scene.acme.id());
    }

    @Test
    void anAdminOfAnotherOrganizationMakesNoTokenGood() {
        var theirs = Secrets.next();
        store.insert(scene.globex.id(), token, ada, null, theirs, NOW);

        assertThat(bearers.good(theirs, null, NOW)).isEmpty();
        assertThat(bearers.good(secret, null, NOW)).isPresent();
    }

    @Test
    void anAdminOfAnotherOrganizationAnswersForNoTokenOfTheOrganizationsOwn() {
        var own = new NewToken(UUID.randomUUID(), "CD", TokenScope.READ, null, true);
        var theirs = Secrets.next();
        store.insert(scene.globex.id(), own, ada, null, theirs, NOW);

        var answering = bearers.good(theirs, null, NOW).orElseThrow().token();

        assertThat(answering.admin()).isEqualTo(scene.hank.member().account());
    }
}
