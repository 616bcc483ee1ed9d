package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.TERM;
import static app.foyer.invitation.Scene.asGuest;
import static app.foyer.invitation.Scene.asMember;
import static app.foyer.invitation.Scene.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import app.foyer.account.EmailAddress;
import app.foyer.audit.AuditLog;
import app.foyer.mail.MailQueue;
import app.foyer.mail.QueuedMail;
import app.foyer.people.AccessWishes;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.Caller;
import app.foyer.people.GrantWish;
import app.foyer.people.OrgRole;
import app.foyer.people.SeatLimit;
import app.foyer.people.TokenScope;
import app.foyer.problem.Flaw;
import app.foyer.problem.Forbidden;
import app.foyer.problem.Invalid;
import app.foyer.problem.RateLimited;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The rules of inviting, on the database.
class InvitingTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Scene scene = new Scene();
    private final Invitations invitations = scene.invitations;

    @Nested
    class Outcomes {
        @Test
        void someoneNewIsInvited() {
            var outcome = invitations
                    .invite(scene.ada, asMember(scene.address("nora")), NOW)
                    .getFirst();

            assertThat(outcome)
                    .asInstanceOf(type(Outcome.Invited.class))
                    .satisfies(invited ->
                            assertThat(scene.now(invited.invitation(), NOW)).isEqualTo(invited.invitation()));
        }

        @Test
        void aMemberIsNotInvited() {
            var outcomes = invitations.invite(scene.ada, asMember(scene.address("LINUS")), NOW);

            assertThat(outcomes)
                    .containsExactly(new Outcome.AlreadyMember(
                            scene.address("LINUS").typed(), scene.linus.member().id()));
            assertThat(scene.count("invitation", scene.acme)).isZero();
        }

        @Test
        void aPendingInvitationIsLeftAlone() {
            var first = scene.invited("nora");

            var outcomes = invitations.invite(scene.grace, asGuest(List.of(scene.address("nora"))), NOW.plus(DAY));

            assertThat(outcomes)
                    .containsExactly(
                            new Outcome.AlreadyInvited(scene.address("nora").typed(), first.id()));
            assertThat(scene.now(first, NOW)).isEqualTo(first);
            assertThat(scene.queued(scene.acme)).isOne();
        }

        @Test
        void theOthersStillGoOut() {
            scene.invited("nora");

            var outcomes = invitations.invite(
                    scene.ada, asMember(scene.address("nora"), scene.address("gil"), scene.address("olga")), NOW);

            assertThat(outcomes.stream().<Class<?>>map(Outcome::getClass))
                    .containsExactly(Outcome.AlreadyInvited.class, Outcome.AlreadyMember.class, Outcome.Invited.class);
        }

        @Test
        void caseNeverMakesTwo() {
            var first = scene.invited("Nora");

            var outcomes = invitations.invite(scene.ada, asMember(scene.address("nORA")), NOW);

            assertThat(outcomes)
                    .containsExactly(
                            new Outcome.AlreadyInvited(scene.address("nORA").typed(), first.id()));
        }

        @Test
        void theTwoSpellingsOfAnInternationalDomainNeverMakeTwo() {
            var unicode = EmailAddress.parse(scene.address("nora").typed().replace("@", "@bücher."))
                    .orElseThrow();
            var ascii = EmailAddress.parse(scene.address("nora").typed().replace("@", "@xn--bcher-kva."))
                    .orElseThrow();
            scene.invited(scene.ada, unicode, NOW);

            var outcomes = invitations.invite(scene.ada, asMember(ascii), NOW);

            assertThat(outcomes).hasOnlyElementsOfType(Outcome.AlreadyInvited.class);
        }

        @Test
        void anotherOrganizationInvitesTheSameAddressOnItsOwn() {
            scene.invited("nora");

            var outcomes = invitations.invite(scene.hank, asMember(scene.address("nora")), NOW);

            assertThat(outcomes).hasOnlyElementsOfType(Outcome.Invited.class);
        }
    }

    @Nested
    class Grants {
        @Test
        void aGuestIsPromisedApplicationsBySlugOrId() {
            var nora = scene.address("nora");
            var byId = GrantWish.of(scene.blog.id().value().toString(), AppRole.READ);

            var outcomes = invitations.invite(
                    scene.ada, asGuest(List.of(nora), wish(scene.storefront, AppRole.WRITE), byId), NOW);

            var invitation = ((Outcome.Invited) outcomes.getFirst()).invitation();
            assertThat(scene.now(invitation, NOW).appGrants())
                    .containsExactlyInAnyOrderElementsOf(invitation.appGrants())
                    .hasSize(2);
        }

        @Test
        void onlyGuestsArePromisedApplications() {
            var invite = new Invite(
                    List.of(scene.address("nora")),
                    OrgRole.MEMBER,
                    List.of(wish(scene.storefront, AppRole.READ)),
                    null,
                    "en");

            assertFlaws(invite, "/appGrants");
        }

        @Test
        void eachWrongApplicationIsNamed() {
            var invite = asGuest(
                    List.of(scene.address("nora")),
                    wish(scene.storefront, AppRole.READ),
                    GrantWish.of("nowhere", AppRole.READ),
                    GrantWish.of(scene.storefront.id().value().toString(), AppRole.WRITE));

            assertFlaws(invite, "/appGrants/1/application", "/appGrants/2/application");
        }

        private void assertFlaws(Invite invite, String... pointers) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> invitations.invite(scene.ada, invite, NOW))
                    .satisfies(invalid -> assertThat(invalid.flaws().stream().map(Flaw::pointer))
                            .containsExactly(pointers));
            assertThat(scene.count("invitation", scene.acme)).isZero();
        }

        @Test
        void editingReplacesThePromise() {
            var before = (Outcome.Invited) invitations
                    .invite(
                            scene.ada,
                            asGuest(List.of(scene.address("nora")), wish(scene.storefront, AppRole.WRITE)),
                            NOW)
                    .getFirst();

            scene.edit(
                    scene.grace, before.invitation().id(), OrgRole.GUEST, List.of(wish(scene.blog, AppRole.READ)), NOW);

            var after = scene.now(before.invitation(), NOW);
            assertThat(after.appGrants())
                    .singleElement()
                    .satisfies(g -> assertThat(g.application().id()).isEqualTo(scene.blog.id()));
            assertThat(after.invitedBy()).isEqualTo(before.invitation().invitedBy());
        }
    }

    @Nested
    class Expired {
        private final Invitation first = scene.invited("nora");
        private final Instant later = NOW.plus(TERM);

        @Test
        void anExpiredInvitationMakesRoomForANewOne() {
            var second = scene.invited(scene.ada, scene.address("nora"), later);

            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(scene.now(first, later).resendable(later)).isFalse();
            assertThatExceptionOfType(InvitationNotPending.class)
                    .isThrownBy(() -> invitations.resend(scene.ada, first.id(), later));
            assertThat(scene.audited(first)).containsExactlyInAnyOrder("invitation.created", "invitation.expired");
        }

        @Test
        void itsExpiryIsWrittenDownOnce() {
            scene.invited(scene.ada, scene.address("nora"), later);
            var evenLater = later.plus(TERM);

            scene.invited(scene.ada, scene.address("nora"), evenLater);

            assertThat(scene.audited(first)).containsOnlyOnce("invitation.expired");
        }

        @Test
        void anExpiryThatHasBeenWrittenDownIsNotWrittenAgainAtResending() {
            scene.db
                    .sql("update invitation set status = 'EXPIRED' where id = :id")
                    .param("id", first.id().value())
                    .update();

            invitations.resend(scene.ada, first.id(), later);

            assertThat(scene.audited(first)).containsExactlyInAnyOrder("invitation.created", "invitation.resent");
        }

        @Test
        void resendingAnExpiredOneWritesItsExpiryDown() {
            invitations.resend(scene.ada, first.id(), later);

            assertThat(scene.audited(first))
                    .containsExactlyInAnyOrder("invitation.created", "invitation.expired", "invitation.resent");
        }

        @Test
        void resendingKeepsEverythingButTheTerm() {
            var resent = scene.now(invitations.resend(scene.grace, first.id(), later), later);

            assertThat(resent.id()).isEqualTo(first.id());
            assertThat(resent.createdAt()).isEqualTo(first.createdAt());
            assertThat(resent.orgRole()).isEqualTo(first.orgRole());
            assertThat(resent.locale()).isEqualTo(first.locale());
            assertThat(resent.expiresAt()).isEqualTo(later.plus(TERM));
            assertThat(resent.status(later)).isEqualTo(InvitationStatus.PENDING);
        }

        @Test
        void itIsNotResendableOnceItsPersonIsIn() {
            scene.member("Nora", scene.acme, OrgRole.MEMBER);

            assertThat(scene.now(first, later).resendable(later)).isFalse();
            assertThatExceptionOfType(InvitationNotPending.class)
                    .isThrownBy(() -> invitations.resend(scene.ada, first.id(), later));
        }

        @Test
        void itIsNeitherCanceledNorEdited() {
            assertThatExceptionOfType(InvitationNotPending.class)
                    .isThrownBy(() -> invitations.cancel(scene.ada, first.id(), later));
            assertThatExceptionOfType(InvitationNotPending.class)
                    .isThrownBy(() -> scene.edit(scene.ada, first.id(), OrgRole.ADMIN, List.of(), later));
        }

        @Test
        void itIsListedAsExpiredWithoutAnyJob() {
            var search = new InvitationSearch("", Optional.of(InvitationStatus.EXPIRED), Optional.empty());

            var page = scene.list
                    .find(scene.ada, search, Optional.empty(), 10, later)
                    .page();

            assertThat(page.rows()).extracting(Invitation::id).containsExactly(first.id());
        }
    }

    @Nested
    class Finality {
        @ParameterizedTest
        @EnumSource
        void nothingIsDoneWithACanceledOne(End end) {
            var invitation = scene.invited("nora");
            end.of(scene, invitation);
            var before = scene.everything(scene.acme);

            assertThatExceptionOfType(InvitationNotPending.class)
                    .isThrownBy(() -> invitations.resend(scene.ada, invitation.id(), NOW));
            assertThatExceptionOfType(InvitationNotPending.class)
                    .isThrownBy(() -> invitations.cancel(scene.ada, invitation.id(), NOW));
            assertThatExceptionOfType(InvitationNotPending.class)
                    .isThrownBy(() -> scene.edit(scene.ada, invitation.id(), OrgRole.ADMIN, List.of(), NOW));
            assertThat(scene.everything(scene.acme)).isEqualTo(before);
        }

        enum End {
            CANCELED,
            DECLINED,
            ACCEPTED;

            void of(Scene scene, Invitation invitation) {
                var token = scene.deliver(invitation, NOW);
                switch (this) {
                    case CANCELED -> scene.invitations.cancel(scene.ada, invitation.id(), NOW);
                    case DECLINED -> scene.acceptance.decline(token, Optional.empty(), NOW);
                    case ACCEPTED -> scene.acceptance.accept(token, "Nora", Optional.empty(), NOW);
                }
            }
        }

        @Test
        void aCanceledInvitationsQueuedMailIsNotSent() {
            var invitation = scene.invited("nora");

            invitations.cancel(scene.ada, invitation.id(), NOW);

            assertThat(scene.write(scene.queue(scene.acme), NOW)).isEmpty();
        }
    }

    @Nested
    class Sponsors {
        private final Invitation invitation = scene.invited("nora");
        private final String token = scene.deliver(invitation, NOW);

        @Test
        void anInvitationOfASuspendedOrganizationIsNotAccepted() {
            scene.suspend(scene.acme, true, NOW);

            assertDead(DeadLink.Because.SUSPENDED);
        }

        @Test
        void afterASuspensionItIsNotAcceptedUntilResent() {
            scene.suspend(scene.acme, true, NOW);
            scene.suspend(scene.acme, false, NOW);

            assertDead(DeadLink.Because.INVITER_LOST);
            assertAcceptedOnceResent();
        }

        @Test
        void anInvitationOfAFormerAdminIsNotAcceptedUntilResent() {
            scene.setRole(scene.ada, OrgRole.MEMBER);

            assertDead(DeadLink.Because.INVITER_LOST);
            assertAcceptedOnceResent();
        }

        @Test
        void anInvitationOfAnAdminWhoseAccessHasEndedIsNotAcceptedUntilResent() {
            scene.endAccess(scene.acme, scene.ada.member().id(), NOW);

            assertDead(DeadLink.Because.INVITER_LOST);
            assertAcceptedOnceResent();
        }

        @Test
        void theInviteeWithoutTheLinkIsRefusedJustSo() {
            scene.setRole(scene.ada, OrgRole.MEMBER);
            var nora = scene.signedIn(scene.account("Nora", scene.address("nora")));

            assertThatExceptionOfType(DeadLink.class)
                    .isThrownBy(() -> scene.acceptance.accept(scene.acme.id(), invitation.id(), nora, NOW));
        }

        private void assertDead(DeadLink.Because because) {
            assertThatExceptionOfType(DeadLink.class)
                    .isThrownBy(() -> scene.acceptance.accept(token, "Nora", Optional.empty(), NOW))
                    .satisfies(dead -> assertThat(dead.because()).isEqualTo(because));
            assertThat(scene.memberWith(scene.acme, invitation.email())).isEmpty();
        }

        private void assertAcceptedOnceResent() {
            var resent = invitations.resend(scene.grace, invitation.id(), NOW.plusMillis(1));
            assertThat(resent.invitedBy().id()).isEqualTo(scene.grace.member().account());
            scene.acceptance.accept(
                    scene.deliver(resent, NOW.plusMillis(1)), "Nora", Optional.empty(), NOW.plusMillis(1));
            assertThat(scene.memberWith(scene.acme, invitation.email())).isPresent();
        }
    }

    @Nested
    class Seats {
        @Test
        void membersAndOpenInvitationsFillTheSeats() {
            scene.giveSeats(5);
            scene.invited("nora");

            assertThatExceptionOfType(SeatLimit.class).isThrownBy(() -> scene.invited("olga"));
        }

        @Test
        void allOrNothing() {
            scene.giveSeats(6);
            var before = scene.everything(scene.acme);

            assertThatExceptionOfType(SeatLimit.class)
                    .isThrownBy(() -> invitations.invite(
                            scene.ada, asMember(scene.addresses(3).toArray(EmailAddress[]::new)), NOW));
            assertThat(scene.everything(scene.acme)).isEqualTo(before);
        }

        @Test
        void canceledAndExpiredInvitationsGiveTheirSeatBack() {
            scene.giveSeats(5);
            invitations.cancel(scene.ada, scene.invited("nora").id(), NOW);
            scene.invited("olga");

            var outcome = invitations.invite(scene.ada, asMember(scene.address("pia")), NOW.plus(TERM));

            assertThat(outcome).hasOnlyElementsOfType(Outcome.Invited.class);
        }

        @Test
        void whoseAccessHasEndedTakesNoSeat() {
            scene.giveSeats(4);
            scene.endAccess(scene.acme, scene.gil.member().id(), NOW);

            assertThat(scene.invited("nora").status(NOW)).isEqualTo(InvitationStatus.PENDING);
        }

        @Test
        void resendingAnExpiredOneNeedsASeat() {
            scene.giveSeats(5);
            var nora = scene.invited("nora");
            scene.invited(scene.ada, scene.address("olga"), NOW.plus(TERM));

            assertThatExceptionOfType(SeatLimit.class)
                    .isThrownBy(() -> invitations.resend(scene.ada, nora.id(), NOW.plus(TERM)));
        }

        @Test
        void acceptingNeedsASeat() {
            scene.giveSeats(5);
            var token = scene.deliver(scene.invited("nora"), NOW);
            scene.giveSeats(4);

            assertThatExceptionOfType(SeatLimit.class)
                    .isThrownBy(() -> scene.acceptance.accept(token, "Nora", Optional.empty(), NOW));
            assertThat(scene.accounts.byAddress(scene.address("nora").key())).isEmpty();
        }

        @Test
        void whoAsksForNobodyNewIsToldSoWhateverTheSeats() {
            scene.giveSeats(5);
            scene.invited("nora");
            scene.giveSeats(3);

            var outcomes = invitations.invite(scene.ada, asMember(scene.address("nora"), scene.address("gil")), NOW);

            assertThat(outcomes.stream().<Class<?>>map(Outcome::getClass))
                    .containsExactly(Outcome.AlreadyInvited.class, Outcome.AlreadyMember.class);
        }
    }

    @Nested
    class Limits {
        @Test
        void anOrganizationInvitesOnlySoManyADay() {
            var few = few(3);
            inTransaction(few, scene.addresses(2), NOW);
            var before = scene.everything(scene.acme);

            assertThatExceptionOfType(RateLimited.class)
                    .isThrownBy(() -> inTransaction(
                            few, List.of(scene.address("nora"), scene.address("olga")), NOW.plusSeconds(60)))
                    .satisfies(limited -> assertThat(limited.retryAfter()).contains(DAY.minusSeconds(60)));
            assertThat(scene.everything(scene.acme)).isEqualTo(before);
        }

        @Test
        void aDayLaterItMayInviteAgain() {
            var few = few(2);
            inTransaction(few, scene.addresses(2), NOW);

            var outcomes = inTransaction(
                    few, List.of(scene.address("nora")), NOW.plus(DAY).plusMillis(1));

            assertThat(outcomes).hasOnlyElementsOfType(Outcome.Invited.class);
        }

        @Test
        void farFromAHighLimitNotEachRequestIsCounted() {
            var headroom = new Headroom();
            var acme = scene.acme.id();

            headroom.note(acme, 64 * 100, NOW);

            assertThat(headroom.take(scene.globex.id(), 1, NOW)).isFalse();
            assertThat(headroom.take(acme, 60, NOW)).isTrue();
            assertThat(headroom.take(acme, 60, NOW)).isFalse();
            headroom.note(acme, 64 * 100, NOW);
            assertThat(headroom.take(acme, 1, NOW.plusSeconds(601))).isFalse();
            headroom.note(acme, 64 * 100 - 1, NOW);
            assertThat(headroom.take(acme, 1, NOW)).isFalse();
        }

        @Test
        void zeroIsNoLimit() {
            var outcomes = inTransaction(few(0), scene.addresses(10), NOW);

            assertThat(outcomes).hasSize(10).hasOnlyElementsOfType(Outcome.Invited.class);
        }

        private List<Outcome> inTransaction(Invitations some, List<EmailAddress> to, Instant now) {
            return scene.transaction.execute(
                    _ -> some.invite(scene.ada, new Invite(to, OrgRole.MEMBER, List.of(), null, "en"), now));
        }

        private Invitations few(int perDay) {
            var settings = new InvitationSettings(
                    Backstage.bean(InvitationSettings.class).invitations(),
                    new InvitationSettings.Limits(10, perDay, 10, 1));
            return new Invitations(
                    scene.store,
                    Backstage.bean(InvitingStore.class),
                    Backstage.bean(FirstSecrets.class),
                    new InvitationLimits(
                            Backstage.bean(UsageStore.class),
                            scene.people,
                            Backstage.bean(app.foyer.people.Seats.class),
                            settings,
                            () -> NOW),
                    Backstage.bean(AccessWishes.class),
                    Backstage.bean(AuditLog.class),
                    Backstage.bean(MailQueue.class),
                    Backstage.bean(app.foyer.mail.SuppressionStore.class),
                    settings);
        }

        @Test
        void anAddressIsWrittenToTenTimesADayByWhicheverOrganization() {
            var acme = scene.invited("nora");
            var globex = scene.invited(scene.hank, scene.address("Nora"), NOW.plusSeconds(1));
            for (var i = 2; i < 10; i++) {
                invitations.resend(scene.ada, acme.id(), NOW.plusSeconds(i));
            }

            assertThatExceptionOfType(RateLimited.class)
                    .isThrownBy(() -> invitations.resend(scene.hank, globex.id(), NOW.plusSeconds(10)))
                    .satisfies(limited -> assertThat(limited.retryAfter()).contains(DAY.minusSeconds(10)));
            assertThat(scene.now(globex, NOW)).isEqualTo(globex);
            invitations.resend(scene.hank, globex.id(), NOW.plus(DAY));
        }

        @Test
        void invitingAgainAfterCancelingCountsToo() {
            for (var i = 0; i < 10; i++) {
                invitations.cancel(scene.ada, scene.invited("nora").id(), NOW);
            }

            assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> scene.invited("nora"));
        }
    }

    @Nested
    class Permissions {
        private final Invitation invitation = scene.invited("nora");

        @Test
        void aMemberMayNot() {
            assertRefused(scene.linus, true);
        }

        @Test
        void aGuestMayNot() {
            assertRefused(scene.gil, true);
        }

        @Test
        void aTokenThatOnlyReadsMayLookAndNothingElse() {
            assertRefused(byToken(TokenScope.READ), false);

            assertThat(invitations.get(byToken(TokenScope.READ), invitation.id(), NOW))
                    .isEqualTo(invitation);
        }

        @Test
        void aTokenThatMayChangeInvitesInItsMakersName() {
            var invited = scene.invited(byToken(TokenScope.ADMIN), scene.address("olga"), NOW);

            assertThat(invited.invitedBy().id()).isEqualTo(scene.ada.member().account());
            assertThat(scene.lastEvent(invited))
                    .containsEntry("actor_type", "TOKEN")
                    .containsEntry("actor_name", "Ada via token CI");
        }

        private Acting byToken(TokenScope scope) {
            return new Acting(
                    scene.acme,
                    scene.ada.member(),
                    new Caller.Token(
                            new UUID(7, 7),
                            "CI",
                            scene.acme.id(),
                            scope,
                            false,
                            scene.ada.member().account(),
                            "Ada",
                            null,
                            null));
        }

        private void assertRefused(Acting acting, boolean evenLooking) {
            var before = scene.everything(scene.acme);

            assertForbidden(() -> invitations.invite(acting, asMember(scene.address("olga")), NOW));
            assertForbidden(() -> invitations.resend(acting, invitation.id(), NOW));
            assertForbidden(() -> invitations.cancel(acting, invitation.id(), NOW));
            assertForbidden(() -> scene.edit(acting, invitation.id(), OrgRole.ADMIN, List.of(), NOW));
            if (evenLooking) {
                assertForbidden(() -> invitations.get(acting, invitation.id(), NOW));
                assertForbidden(() -> scene.list
                        .find(acting, InvitationSearch.all(), Optional.empty(), 10, NOW)
                        .page());
                assertForbidden(() -> scene.list.count(acting, InvitationSearch.all(), NOW));
            }
            assertThat(scene.everything(scene.acme)).isEqualTo(before);
        }

        private static void assertForbidden(ThrowingCallable verb) {
            assertThatExceptionOfType(Forbidden.class).isThrownBy(verb);
        }
    }

    @Nested
    class Records {
        @Test
        void eachChangeLeavesOneEventWithActorAndTarget() {
            var invitation = scene.invited("nora");
            scene.edit(scene.grace, invitation.id(), OrgRole.ADMIN, List.of(), NOW.plusSeconds(1));
            invitations.resend(scene.grace, invitation.id(), NOW.plusSeconds(2));
            invitations.cancel(scene.grace, invitation.id(), NOW.plusSeconds(3));

            assertThat(scene.audited(invitation))
                    .containsExactlyInAnyOrder(
                            "invitation.created", "invitation.edited", "invitation.resent", "invitation.canceled");
            assertThat(scene.lastEvent(invitation))
                    .containsEntry("organization_id", scene.acme.id().value())
                    .containsEntry("actor_type", "ACCOUNT")
                    .containsEntry("actor_id", scene.grace.member().account().value())
                    .containsEntry("actor_name", "Grace")
                    .containsEntry("from_address", "192.0.2.7")
                    .containsEntry("target_type", "invitation")
                    .containsEntry("target_name", scene.address("nora").typed());
        }

        @Test
        void acceptingIsTheInviteesDoing() {
            var invitation = scene.invited("nora");

            var nora = scene.acceptance.accept(
                    scene.deliver(invitation, NOW), "Nora", Optional.empty(), NOW.plusSeconds(1));

            assertThat(scene.lastEvent(invitation))
                    .containsEntry("action", "invitation.accepted")
                    .containsEntry("actor_id", nora.account().id().value())
                    .containsEntry("actor_name", "Nora");
        }

        @Test
        void decliningIsTheInviteesDoing() {
            var invitation = scene.invited("nora");

            scene.acceptance.decline(scene.deliver(invitation, NOW), Optional.empty(), NOW.plusSeconds(1));

            assertThat(scene.lastEvent(invitation))
                    .containsEntry("action", "invitation.declined")
                    .containsEntry("actor_type", "ACCOUNT")
                    .containsEntry("actor_name", scene.address("nora").typed());
        }

        @Test
        void eachInvitationHasOneMail() {
            invitations.invite(scene.ada, asMember(scene.addresses(10).toArray(EmailAddress[]::new)), NOW);

            assertThat(scene.queue(scene.acme))
                    .hasSize(10)
                    .extracting(QueuedMail::recipient)
                    .containsExactlyInAnyOrderElementsOf(scene.addresses(10).stream()
                            .map(EmailAddress::typed)
                            .toList());
        }

        @Test
        void whatIsRolledBackLeavesNothing() {
            var before = scene.everything(scene.acme);

            scene.transaction.executeWithoutResult(change -> {
                var invitation = scene.invited("nora");
                invitations.resend(scene.ada, invitation.id(), NOW);
                invitations.cancel(scene.ada, invitation.id(), NOW);
                change.setRollbackOnly();
            });

            assertThat(scene.everything(scene.acme)).isEqualTo(before);
        }
    }

    @Nested
    class Renewal {
        @Test
        void whoseAccessHasEndedIsInvitedAgainAndKeepsTheMemberId() {
            scene.endAccess(scene.acme, scene.gil.member().id(), NOW);
            var invitation = scene.invited(scene.ada, scene.address("gil"), NOW);
            var gil = (Caller.Person) scene.gil.caller();

            scene.acceptance.accept(scene.deliver(invitation, NOW), null, Optional.of(gil), NOW.plusSeconds(1));

            assertThat(scene.people.find(scene.acme.id(), gil.id())).hasValueSatisfying(member -> {
                assertThat(member.id()).isEqualTo(scene.gil.member().id());
                assertThat(member.orgRole()).isEqualTo(OrgRole.MEMBER);
                assertThat(member.hasAccess(NOW.plus(TERM))).isTrue();
            });
        }

        @Test
        void theFormerGrantsAreGone() {
            var nora = scene.address("nora");
            invitations.invite(scene.ada, asGuest(List.of(nora), wish(scene.storefront, AppRole.WRITE)), NOW);
            var first = scene.list
                    .find(scene.ada, InvitationSearch.all(), Optional.empty(), 1, NOW)
                    .page()
                    .rows()
                    .getFirst();
            var account = scene.acceptance
                    .accept(scene.deliver(first, NOW), "Nora", Optional.empty(), NOW)
                    .account();
            var member = scene.memberWith(scene.acme, nora).orElseThrow();
            assertThat(member.appGrants()).hasSize(1);
            scene.endAccess(scene.acme, member.id(), NOW);
            invitations.invite(scene.ada, asGuest(List.of(nora), wish(scene.blog, AppRole.READ)), NOW);

            var again =
                    scene.acceptance.waitingFor(scene.signedIn(account), NOW).getFirst();
            scene.acceptance.accept(scene.acme.id(), again.invitation().id(), scene.signedIn(account), NOW);

            assertThat(scene.memberWith(scene.acme, nora).orElseThrow().appGrants())
                    .singleElement()
                    .satisfies(g -> assertThat(g.application().id()).isEqualTo(scene.blog.id()));
        }
    }
}
