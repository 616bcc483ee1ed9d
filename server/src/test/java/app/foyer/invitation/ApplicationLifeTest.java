package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.OPERATOR;
import static app.foyer.invitation.Scene.TERM;
import static app.foyer.invitation.Scene.asGuest;
import static app.foyer.invitation.Scene.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.organization.Application;
import app.foyer.organization.ApplicationEdit;
import app.foyer.organization.ApplicationInUse;
import app.foyer.people.AccessEdit;
import app.foyer.people.AppGrant;
import app.foyer.people.AppRole;
import app.foyer.people.GrantWish;
import app.foyer.people.OrgRole;
import app.foyer.problem.IfMatch;
import app.foyer.problem.Invalid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Applications that are archived, restored and deleted under the people who have or are promised access to them.
class ApplicationLifeTest {
    private final Scene scene = new Scene();

    private Invitation invitedTo(Application... applications) {
        var wishes =
                List.of(applications).stream().map(a -> wish(a, AppRole.WRITE)).toArray(GrantWish[]::new);
        var outcomes = scene.invitations.invite(scene.ada, asGuest(List.of(scene.address("nora")), wishes), NOW);
        return ((Outcome.Invited) outcomes.getFirst()).invitation();
    }

    private void edit(Invitation invitation, OrgRole role) {
        scene.invitations.edit(scene.ada, invitation.id(), new AccessEdit(role, List.of(), null), IfMatch.any(), NOW);
    }

    private void archive(Application application, boolean archived) {
        scene.applications.edit(
                scene.acme.id(), application.id(), ApplicationEdit.archived(archived), IfMatch.any(), OPERATOR, NOW);
    }

    private void delete(Application application, Instant now) {
        scene.applications.delete(scene.acme.id(), application.id(), IfMatch.any(), OPERATOR, now);
    }

    private void accept(Invitation invitation) {
        scene.acceptance.accept(scene.deliver(invitation, NOW), "Nora", Optional.empty(), NOW);
    }

    private List<String> grantsOf(Invitation accepted) {
        return scene.memberWith(scene.acme, accepted.email()).orElseThrow().appGrants().stream()
                .map(AppGrant::application)
                .map(AppGrant.Granted::slug)
                .toList();
    }

    @Test
    void nobodyKeepsAnUnusedApplication() {
        delete(scene.blog, NOW);

        assertThat(scene.applications.findAny(scene.acme.id(), "blog")).isEmpty();
        assertThat(scene.audited(scene.blog.id().value()))
                .containsExactly("application.created", "application.deleted");
    }

    @Test
    void aGuestsGrantKeepsIt() {
        accept(invitedTo(scene.blog));

        assertThatExceptionOfType(ApplicationInUse.class).isThrownBy(() -> delete(scene.blog, NOW));
    }

    @Test
    void anOpenInvitationKeepsItAndAnOverOneDoesNot() {
        var nora = invitedTo(scene.blog, scene.storefront);
        assertThatExceptionOfType(ApplicationInUse.class).isThrownBy(() -> delete(scene.blog, NOW));

        delete(scene.blog, NOW.plus(TERM));

        assertThat(scene.now(nora, NOW.plus(TERM)).appGrants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.application().slug()).isEqualTo("storefront"));
    }

    @Test
    void anArchivedApplicationIsHiddenUntilItIsRestored() {
        var nora = invitedTo(scene.blog, scene.storefront);
        accept(nora);

        archive(scene.blog, true);

        assertThat(scene.applications.find(scene.acme.id(), "blog")).isEmpty();
        assertThat(grantsOf(nora)).containsExactly("storefront");
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> scene.invitations.invite(
                        scene.ada, asGuest(List.of(scene.address("olga")), wish(scene.blog, AppRole.READ)), NOW));
        archive(scene.blog, false);
        assertThat(grantsOf(nora)).containsExactly("blog", "storefront");
        assertThat(scene.audited(scene.blog.id().value()))
                .containsExactlyInAnyOrder("application.created", "application.archived", "application.restored");
    }

    @Test
    void whoComesInWhileItIsArchivedHasAccessOnceItIsRestored() {
        var nora = invitedTo(scene.blog, scene.storefront);
        archive(scene.blog, true);

        accept(nora);

        assertThat(grantsOf(nora)).containsExactly("storefront");
        archive(scene.blog, false);
        assertThat(grantsOf(nora)).containsExactly("blog", "storefront");
    }

    @Test
    void editingAGuestsInvitationKeepsWhatItPromisesOfArchivedOnes() {
        var nora = invitedTo(scene.blog, scene.storefront);
        archive(scene.blog, true);

        edit(nora, OrgRole.GUEST);
        archive(scene.blog, false);
        assertThat(scene.now(nora, NOW).appGrants()).hasSize(1);
        edit(nora, OrgRole.MEMBER);

        assertThat(scene.count("invitation_grant", scene.acme)).isZero();
    }

    @Test
    void editingAGuestKeepsTheirGrantsOnArchivedOnes() {
        var gil = scene.gil.member().id().value().toString();
        var all = List.of(wish(scene.blog, AppRole.READ), wish(scene.storefront, AppRole.READ));
        scene.members.edit(scene.ada, gil, new AccessEdit(null, all, null), IfMatch.any(), NOW);
        archive(scene.blog, true);

        scene.members.edit(scene.ada, gil, new AccessEdit(null, List.of(), null), IfMatch.any(), NOW);

        archive(scene.blog, false);
        assertThat(scene.people.get(scene.ada, gil).appGrants())
                .extracting(g -> g.application().slug())
                .containsExactly("blog");
    }

    @Test
    void whatIsNotChangedIsNotRecorded() {
        var same = new ApplicationEdit("blog", Application.Kind.OTHER, new ApplicationEdit.Url(null), false);

        scene.applications.edit(scene.acme.id(), scene.blog.id(), same, IfMatch.any(), OPERATOR, NOW);

        assertThat(scene.audited(scene.blog.id().value())).containsExactly("application.created");
    }
}
