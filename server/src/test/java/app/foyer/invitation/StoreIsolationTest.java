package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.asGuest;
import static app.foyer.invitation.Scene.wish;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.account.EmailAddress;
import app.foyer.database.Secrets;
import app.foyer.organization.ApplicationGone;
import app.foyer.organization.OrganizationId;
import app.foyer.people.AppRole;
import app.foyer.people.GrantStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Invitations of one organization aren't there for another, nor are their links, promises and e-mails.
class StoreIsolationTest {
    private static final Instant TOO_LATE = NOW.plus(Scene.TERM);
    private static final Delivery SENT = new Delivery(Delivery.State.SENT, null, null, null, "250 taken");

    private final Scene scene = new Scene();
    private final Border border = new Border(scene);
    private final EmailAddress nora = scene.address("nora");
    private final Invitation ours = invitedWithAGrant(nora);
    private final InvitationStore store = scene.store;
    private final InvitationListStore list = Backstage.bean(InvitationListStore.class);
    private final InvitingStore inviting = Backstage.bean(InvitingStore.class);
    private final LinkStore links = Backstage.bean(LinkStore.class);
    private final MailedInvitations mailed = Backstage.bean(MailedInvitations.class);
    private final PromiseStore promises = Backstage.bean(PromiseStore.class);
    private final SponsorStore sponsors = Backstage.bean(SponsorStore.class);
    private final UsageStore usage = Backstage.bean(UsageStore.class);
    private final AskStore asks = Backstage.bean(AskStore.class);
    private final GrantStore grants = Backstage.bean(GrantStore.class);

    private Invitation invitedWithAGrant(EmailAddress address) {
        var invite = asGuest(List.of(address), wish(scene.storefront, AppRole.WRITE));
        return ((Outcome.Invited)
                        scene.invitations.invite(scene.ada, invite, NOW).getFirst())
                .invitation();
    }

    /// The same invitation, said to be of an organization.
    private static Invitation in(OrganizationId organization, Invitation i) {
        return new Invitation(
                organization,
                i.id(),
                i.email(),
                i.access(),
                i.locale(),
                i.invitedBy(),
                i.state(),
                i.createdAt(),
                i.expiresAt(),
                i.resentAt(),
                i.renewable(),
                i.sponsored(),
                i.delivery(),
                i.sentAt(),
                i.version());
    }

    @Test
    void invitationsAreFoundInTheirOrganizationAlone() {
        var search = new InvitationSearch("nora", Optional.of(InvitationStatus.PENDING), Optional.empty());

        border.finds(organization -> store.find(organization, ours.id(), NOW));
        border.finds(organization -> store.lock(organization, ours.id(), NOW));
        border.finds(organization -> list.count(organization, search, 9, NOW));
        border.finds(organization ->
                list.find(organization, search, Optional.empty(), 9, 99, NOW).page());
    }

    @Test
    void invitationsAreChangedByTheirOrganizationAlone() {
        var canceled = ours.cancel(NOW);

        border.changes(organization -> store.expire(in(organization, ours)));
        border.changes(organization -> store.save(in(organization, canceled)));
    }

    @Test
    void promisesAreMadeAndTakenBackByTheirOrganizationAlone() {
        border.finds(organization -> promises.anyOpen(organization, scene.storefront.id(), NOW));
        border.finds(organization ->
                grants.ofInvitations(organization, List.of(ours.id().value())));
        border.finds(organization -> list.find(organization, InvitationSearch.all(), Optional.empty(), 9, 99, NOW)
                .page());
        border.changes(organization -> store.ungrant(organization, ours.id()));
        border.refuses(
                ApplicationGone.class,
                organization -> store.grant(organization, Set.of(ours.id().value()), ours.appGrants()));
        border.changes(organization -> promises.forget(organization, scene.storefront.id()));
    }

    @Test
    void promisesAreKeptByTheirOrganizationAlone() {
        var gil = scene.gil.member().id();

        border.changes(organization -> promises.carryOver(organization, ours.id(), gil));
    }

    @Test
    void anInvitationIsMadeInOneOrganizationAlone() {
        var another = new Invitation(
                ours.organization(),
                new InvitationId(UUID.randomUUID()),
                scene.address("olga"),
                ours.access(),
                ours.locale(),
                ours.invitedBy(),
                ours.state(),
                NOW,
                TOO_LATE,
                List.of(),
                true,
                true,
                Delivery.queued(),
                null,
                1);

        border.writes(organization -> assertThat(
                        inviting.insert(List.of(in(organization, another)), _ -> new byte[32], NOW))
                .hasSize(1));
    }

    @Test
    void anAddressIsKnownToTheOrganizationThatItIsInvitedToOrInAlone() {
        var keys = List.of(nora.key(), scene.address("linus").key());

        border.finds(organization -> inviting.known(organization, keys, NOW).stream()
                .flatMap(known -> Stream.of(Optional.ofNullable(known.member()), Optional.ofNullable(known.pending())))
                .flatMap(Optional::stream)
                .toList());
    }

    @Test
    void anExpiredInvitationIsSupersededInItsOrganizationAlone() {
        border.changes(organization -> inviting.supersede(organization, List.of(nora.key()), TOO_LATE));
    }

    @Test
    void aLinkOpensAnInvitationInItsOrganizationAlone() {
        var link = InvitationLink.parse(scene.deliver(ours, NOW)).orElseThrow();

        var theirs = new InvitationLink(scene.globex.id(), link.invitation(), link.secret());

        assertThat(links.fit(link)).isEqualTo(LinkStore.Fit.CURRENT);
        assertThat(links.lock(link)).isEqualTo(LinkStore.Fit.CURRENT);
        assertThat(links.fit(theirs)).isEqualTo(LinkStore.Fit.NONE);
        assertThat(links.lock(theirs)).isEqualTo(LinkStore.Fit.NONE);
    }

    @Test
    void aSecretIsPutInForceAndTakenBackInItsOrganizationAlone() {
        var hash = Secrets.sha256(Secrets.next());

        border.changes(organization -> links.putInForce(List.of(handover(organization, hash)), false, NOW));
        border.changes(organization -> links.takeBack(List.of(handover(organization, hash))));
    }

    private LinkStore.Handover handover(OrganizationId organization, byte[] hash) {
        return new LinkStore.Handover(organization, ours.id(), ours.requestedAt(), hash);
    }

    @Test
    void askingAgainIsNotedAndKnownInItsOrganizationAlone() {
        border.changes(organization -> asks.note(organization, ours.id(), List.of(NOW)));
        border.finds(organization -> asks.asked(organization, ours.id()));
    }

    @Test
    void anEmailTellsOfAnInvitationInItsOrganizationAlone() {
        var link = InvitationLink.parse(scene.deliver(ours, NOW)).orElseThrow();
        var hash = Secrets.sha256(link.secret());

        border.finds(organization -> mailed.find(List.of(handover(organization, hash)), NOW));
        border.changes(organization -> mailed.note(
                List.of(new MailedInvitations.Noted(organization, ours.id().value(), ours.requestedAt(), SENT, null)),
                NOW.plusSeconds(1)));
    }

    @Test
    void anInvitationLosesItsSponsorInItsOrganizationAlone() {
        border.changes(organization ->
                sponsors.loseSponsor(organization, scene.ada.member().account()));
        invitedWithAGrant(scene.address("olga"));
        border.changes(organization -> sponsors.loseSponsor(organization, null));
    }

    @Test
    void invitationsOfOnePersonAreFoundAndCanceledInTheirOrganizationAlone() {
        var account = scene.account("Nora", nora).id();

        border.finds(organization -> sponsors.pendingOf(organization, account, NOW));
        border.changes(organization -> sponsors.cancelFor(organization, account, NOW));
    }

    @Test
    void anInvitationTakesASeatAndCountsInItsOrganizationAlone() {
        border.finds(organization -> usage.seatsReserved(organization, NOW));
        border.finds(organization -> usage.seatsReserved(Set.of(organization), NOW));
        border.finds(organization ->
                usage.sentSince(organization, NOW.minusSeconds(1), 9).number());
    }

    @Test
    void whoeverIsNearOneOrganizationsLimitKeepsNobodyOfAnotherWaiting() {
        border.locks(usage::queueUp);
    }
}
