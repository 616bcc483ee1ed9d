package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.asGuest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.people.AppRole;
import app.foyer.people.GrantWish;
import app.foyer.people.OrgRole;
import app.foyer.people.PeopleSearch;
import app.foyer.problem.Invalid;
import app.foyer.problem.NotFound;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What belongs to Globex isn't there for Acme's admins, whatever ids they know.
class IsolationTest {
    private final Scene scene = new Scene();
    private final Invitation theirs = scene.invited(scene.hank, scene.address("nora"), NOW);
    private final String before = scene.everything(scene.globex);

    private void assertNotFound(ThrowingCallable verb) {
        assertThatExceptionOfType(NotFound.class).isThrownBy(verb);
        assertThat(scene.everything(scene.globex)).isEqualTo(before);
    }

    @Test
    void theirOrganizationIsNotFound() {
        assertNotFound(() -> scene.people.acting(scene.ada.caller(), scene.globex.slug(), NOW));
        assertNotFound(() -> scene.people.acting(
                scene.ada.caller(), scene.globex.id().value().toString(), NOW));
    }

    @Test
    void theirInvitationIsNotFound() {
        assertNotFound(() -> scene.invitations.get(scene.ada, theirs.id(), NOW));
        assertThat(scene.store.find(scene.acme.id(), theirs.id(), NOW)).isEmpty();
    }

    @Test
    void nobodyLearnsNorNotesWhoAskedForTheirInvitationAnew() {
        var asks = Backstage.bean(AskStore.class);
        asks.note(scene.globex.id(), theirs.id(), List.of(NOW));
        var asked = scene.everything(scene.globex);

        asks.note(scene.acme.id(), theirs.id(), List.of());

        assertThat(asks.asked(scene.acme.id(), theirs.id())).isEmpty();
        assertThat(scene.everything(scene.globex)).isEqualTo(asked);
    }

    @Test
    void theirInvitationIsNotResent() {
        assertNotFound(() -> scene.invitations.resend(scene.ada, theirs.id(), NOW));
    }

    @Test
    void theirInvitationIsNotCanceled() {
        assertNotFound(() -> scene.invitations.cancel(scene.ada, theirs.id(), NOW));
    }

    @Test
    void theirInvitationIsNotEdited() {
        assertNotFound(() -> scene.edit(scene.ada, theirs.id(), OrgRole.ADMIN, List.of(), NOW));
    }

    @Test
    void theirInvitationIsNotListedNorCounted() {
        var page = scene.list
                .find(scene.ada, InvitationSearch.all(), Optional.empty(), 50, NOW)
                .page();

        assertThat(page.rows()).isEmpty();
        assertThat(scene.list.count(scene.ada, InvitationSearch.all(), NOW)).contains(0);
    }

    @Test
    void anInvitationIsNotAcceptedNorDeclinedByWhoeverHasAnotherAddress() {
        var linus = scene.signedIn(
                scene.accounts.byAddress(scene.address("linus").key()).orElseThrow());

        assertNotFound(() -> scene.acceptance.accept(scene.globex.id(), theirs.id(), linus, NOW));
        assertNotFound(() -> scene.acceptance.decline(scene.globex.id(), theirs.id(), linus, NOW));
        assertThat(scene.acceptance.waitingFor(linus, NOW)).isEmpty();
    }

    @Test
    void anInvitationIsNotAcceptedNorDeclinedInAnotherOrganization() {
        var nora = scene.signedIn(scene.account("Nora", scene.address("nora")));

        assertNotFound(() -> scene.acceptance.accept(scene.acme.id(), theirs.id(), nora, NOW));
        assertNotFound(() -> scene.acceptance.decline(scene.acme.id(), theirs.id(), nora, NOW));
    }

    @Test
    void aLinkIsNotAcceptedByAnotherAccount() {
        var token = scene.deliver(theirs, NOW);
        var linus = scene.signedIn(
                scene.accounts.byAddress(scene.address("linus").key()).orElseThrow());

        assertThatExceptionOfType(WrongAccount.class)
                .isThrownBy(() -> scene.acceptance.accept(token, null, Optional.of(linus), NOW));
        assertThat(scene.now(theirs, NOW).status(NOW)).isEqualTo(InvitationStatus.PENDING);
    }

    @Test
    void aLinkDoesNotSignAnybodyInToAnExistingAccount() {
        var token = scene.deliver(theirs, NOW);
        scene.account("Nora", scene.address("nora"));

        assertThatExceptionOfType(SignInFirst.class)
                .isThrownBy(() -> scene.acceptance.accept(token, "Mallory", Optional.empty(), NOW));
        assertThat(scene.now(theirs, NOW).status(NOW)).isEqualTo(InvitationStatus.PENDING);
    }

    @Test
    void theirMembersAreNotFound() {
        assertNotFound(() ->
                scene.people.get(scene.ada, scene.hank.member().id().value().toString()));
        assertThat(scene.people
                        .page(scene.ada, PeopleSearch.all(), Optional.empty(), 50)
                        .rows())
                .doesNotContain(scene.hank.member())
                .hasSize(4);
    }

    @Test
    void theirApplicationsAreNotFoundAndNotGranted() {
        var theirVault = scene.vault.id().value().toString();
        var wish = GrantWish.of(theirVault, AppRole.READ);

        assertThat(scene.applications.find(scene.acme.id(), theirVault)).isEmpty();
        assertThat(scene.applications.find(scene.acme.id(), scene.vault.slug())).isEmpty();
        assertThat(scene.applications.among(scene.acme.id(), List.of(theirVault, scene.vault.slug())))
                .isEmpty();
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(
                        () -> scene.invitations.invite(scene.ada, asGuest(List.of(scene.address("olga")), wish), NOW));
        var ours = scene.invited("olga");
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> scene.edit(scene.ada, ours.id(), OrgRole.GUEST, List.of(wish), NOW));
    }

    @Test
    void theirSeatsAndLimitsAreTheirs() {
        scene.giveSeats(4);

        assertThat(scene.invited(scene.hank, scene.address("olga"), NOW).status(NOW))
                .isEqualTo(InvitationStatus.PENDING);
    }

    @Test
    void suspendingOneLeavesTheOtherAlone() {
        scene.suspend(scene.acme, true, NOW);

        assertThat(scene.now(theirs, NOW).sponsored()).isTrue();
        assertThat(scene.everything(scene.globex)).isEqualTo(before);
    }
}
