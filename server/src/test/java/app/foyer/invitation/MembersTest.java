package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.account.Account;
import app.foyer.account.EmailAddress;
import app.foyer.mail.Letter;
import app.foyer.organization.Application;
import app.foyer.people.Access;
import app.foyer.people.AccessEdit;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.GrantWish;
import app.foyer.people.LastAdmin;
import app.foyer.people.Member;
import app.foyer.people.OrgRole;
import app.foyer.people.PeopleSearch;
import app.foyer.people.SeatLimit;
import app.foyer.problem.Flaw;
import app.foyer.problem.Forbidden;
import app.foyer.problem.IfMatch;
import app.foyer.problem.Invalid;
import app.foyer.problem.NotFound;
import app.foyer.problem.PreconditionFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What admins do with people who are in.
class MembersTest {
    private static final Instant SOON = NOW.plus(Duration.ofDays(10));

    private final Scene scene = new Scene();

    static AccessEdit to(OrgRole role) {
        return new AccessEdit(role, null, null);
    }

    static AccessEdit toGuest(GrantWish... wishes) {
        return new AccessEdit(OrgRole.GUEST, List.of(wishes), null);
    }

    static AccessEdit until(@Nullable Instant end) {
        return new AccessEdit(null, null, new AccessEdit.End(end));
    }

    private static GrantWish wishUntil(Application application, Instant end) {
        return new GrantWish(application.slug(), AppRole.WRITE, end);
    }

    private static String id(Acting who) {
        return who.member().id().value().toString();
    }

    private Member edit(Acting who, AccessEdit edit) {
        return scene.members.edit(scene.ada, id(who), edit, IfMatch.any(), NOW);
    }

    private Member known(Acting who) {
        return scene.people
                .find(who.organization().id(), who.member().account())
                .orElseThrow();
    }

    private boolean isIn(Acting who, Instant now) {
        return scene.people.places(who.member().account(), now).stream()
                .anyMatch(p -> p.organization().id().equals(who.organization().id()));
    }

    @Nested
    class Editing {
        @Test
        void aGuestWhoBecomesAMemberLosesItsGrants() {
            edit(scene.gil, toGuest(wish(scene.storefront, AppRole.WRITE)));

            var after = edit(scene.gil, to(OrgRole.MEMBER));

            assertThat(after.orgRole()).isEqualTo(OrgRole.MEMBER);
            assertThat(known(scene.gil)).isEqualTo(after);
            assertThat(scene.count("app_grant", scene.acme)).isZero();
        }

        @Test
        void aMemberBecomesAGuestWithTheApplicationsThatAreSaid() {
            edit(scene.linus, toGuest(wish(scene.storefront, AppRole.WRITE), wish(scene.blog, AppRole.READ)));

            assertThat(known(scene.linus).appGrants())
                    .extracting(g -> g.application().slug() + " " + g.appRole())
                    .containsExactlyInAnyOrder("storefront WRITE", "blog READ");
        }

        @Test
        void toBecomeAGuestTheApplicationsMustBeSaid() {
            assertFlaws(scene.linus, to(OrgRole.GUEST), "/appGrants");
            assertThat(edit(scene.linus, toGuest()).appGrants()).isEmpty();
        }

        @Test
        void onlyGuestsGetAppRoles() {
            var wishes = List.of(wish(scene.blog, AppRole.READ));

            assertFlaws(scene.linus, new AccessEdit(OrgRole.ADMIN, wishes, null), "/appGrants");
            assertFlaws(scene.linus, new AccessEdit(null, wishes, null), "/appGrants");
        }

        @Test
        void applicationsThatAreNotHereAreNamed() {
            assertFlaws(
                    scene.gil,
                    toGuest(
                            wish(scene.storefront, AppRole.READ),
                            wish(scene.vault, AppRole.READ),
                            GrantWish.of("nowhere", AppRole.READ),
                            wish(scene.storefront, AppRole.WRITE)),
                    "/appGrants/1/application",
                    "/appGrants/2/application",
                    "/appGrants/3/application");
        }

        @Test
        void anEndMustLieAhead() {
            assertFlaws(scene.linus, until(NOW), "/accessEndsAt");
            assertFlaws(scene.gil, toGuest(wishUntil(scene.blog, NOW.minusSeconds(1))), "/appGrants/0/accessEndsAt");
        }

        @Test
        void anEndThatHasPassedMayStandWhereItStands() {
            edit(scene.gil, toGuest(wishUntil(scene.blog, SOON)));
            var later = SOON.plusSeconds(1);

            var edited = scene.members.edit(
                    scene.ada,
                    id(scene.gil),
                    toGuest(wishUntil(scene.blog, SOON), wish(scene.storefront, AppRole.READ)),
                    IfMatch.any(),
                    later);

            assertThat(edited.appGrants()).filteredOn(g -> g.isOver(later)).hasSize(1);
            assertThat(edited.appGrants()).hasSize(2);
        }

        @Test
        void nullEndsTheEnd() {
            assertThat(edit(scene.linus, until(SOON)).accessEndsAt()).isEqualTo(SOON);

            assertThat(edit(scene.linus, until(null)).accessEndsAt()).isNull();
        }

        @Test
        void anEditRaisesTheVersionAndIsWrittenDownWithBeforeAndAfter() {
            var after = edit(scene.gil, toGuest(wishUntil(scene.storefront, SOON)));

            assertThat(after.version()).isEqualTo(2);
            assertThat(scene.audited(after.id().value())).containsExactly("member.edited");
            assertThat(details(after.id().value()))
                    .contains("\"before\": {\"orgRole\": \"GUEST\", \"appGrants\": {}}")
                    .contains("\"appGrants\": {\"storefront\": \"WRITE\"}")
                    .contains("\"appGrantsEndAt\": {\"storefront\": \"2026-12-03T10:00:00Z\"}");
        }

        @Test
        void anEditThatChangesNothingIsNone() {
            var before = scene.everything(scene.acme);

            assertThat(edit(scene.linus, to(OrgRole.MEMBER)).version()).isOne();
            assertThat(edit(scene.linus, new AccessEdit(null, null, null)).version())
                    .isOne();
            assertThat(scene.everything(scene.acme)).isEqualTo(before);
        }

        @Test
        void anEditMeantForAnotherVersionIsRefused() {
            edit(scene.linus, until(SOON));

            assertThatExceptionOfType(PreconditionFailed.class)
                    .isThrownBy(() -> scene.members.edit(
                            scene.grace, id(scene.linus), to(OrgRole.ADMIN), IfMatch.version(1), NOW));
            assertThat(known(scene.linus).orgRole()).isEqualTo(OrgRole.MEMBER);
            var meant = new IfMatch("\"7\", \"2\"");
            assertThat(scene.members
                            .edit(scene.grace, id(scene.linus), to(OrgRole.ADMIN), meant, NOW)
                            .version())
                    .isEqualTo(3);
        }

        @Test
        void onlyAdminsEditAndRemove() {
            for (var acting : List.of(scene.linus, scene.gil)) {
                assertThatExceptionOfType(Forbidden.class)
                        .isThrownBy(
                                () -> scene.members.edit(acting, id(scene.gil), to(OrgRole.ADMIN), IfMatch.any(), NOW));
                assertThatExceptionOfType(Forbidden.class)
                        .isThrownBy(() -> scene.members.remove(acting, id(scene.gil), false, NOW));
            }
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(
                            () -> scene.members.edit(scene.hank, id(scene.gil), to(OrgRole.ADMIN), IfMatch.any(), NOW));
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> scene.members.remove(scene.hank, id(scene.gil), false, NOW));
        }

        @Test
        void whoeverHasLostTheAdminRoleMeanwhileChangesNothing() {
            var grace = scene.grace;
            edit(scene.grace, to(OrgRole.MEMBER));

            assertThatExceptionOfType(Forbidden.class)
                    .isThrownBy(() -> scene.members.remove(grace, id(scene.linus), false, NOW));
        }

        private void assertFlaws(Acting who, AccessEdit edit, String... pointers) {
            var before = scene.everything(scene.acme);
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> edit(who, edit))
                    .satisfies(invalid -> assertThat(invalid.flaws().stream().map(Flaw::pointer))
                            .containsExactly(pointers));
            assertThat(scene.everything(scene.acme)).isEqualTo(before);
        }
    }

    private String details(UUID target) {
        return scene.db
                .sql(
                        "select details::text from audit_event where target_id = :target order by at desc, id desc limit 1")
                .param("target", target)
                .query(String.class)
                .single();
    }

    @Nested
    class TheLastAdmin {
        private void removeGrace() {
            scene.members.remove(scene.ada, id(scene.grace), false, NOW);
        }

        private void assertStays(Runnable verb) {
            var before = scene.everything(scene.acme);
            assertThatExceptionOfType(LastAdmin.class).isThrownBy(verb::run);
            assertThat(scene.everything(scene.acme)).isEqualTo(before);
        }

        @Test
        void isNotDemotedNorRemovedNorEndedAndDoesNotLeave() {
            removeGrace();

            assertStays(() -> edit(scene.ada, to(OrgRole.MEMBER)));
            assertStays(() -> edit(scene.ada, toGuest()));
            assertStays(() -> edit(scene.ada, until(SOON)));
            assertStays(() -> scene.members.remove(scene.ada, id(scene.ada), false, NOW));
            assertStays(() -> scene.members.leave(scene.ada, NOW));
        }

        @Test
        void staysEvenBesideAnAdminWhoseAccessEnds() {
            edit(scene.grace, until(SOON));

            assertStays(() -> edit(scene.ada, to(OrgRole.MEMBER)));
            assertStays(() -> scene.members.leave(scene.ada, NOW));
        }

        @Test
        void mayGoOnceThereIsAnother() {
            removeGrace();
            edit(scene.linus, to(OrgRole.ADMIN));

            scene.members.leave(scene.ada, NOW);

            assertThat(isIn(scene.ada, NOW)).isFalse();
            assertThat(scene.audited(scene.ada.member().id().value())).containsExactly("member.left");
        }
    }

    @Nested
    class BeingFound {
        private final Account zoe = scene.account("O'Hara Żoë, 50%_\\ of:&", scene.address("zoe"));

        @BeforeEach
        void join() {
            scene.people.join(scene.acme.id(), zoe, Access.of(OrgRole.MEMBER, List.of()), NOW);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"o", "O'", "'", "żo", "Ë", "%_", "\\", "_\\", ":", ":&", "&", "@", "żoë", "%_\\", " ra "})
        void byAPieceHoweverShort(String piece) {
            assertThat(found(piece)).contains(zoe.name()).containsExactlyElementsOf(holding(piece));
        }

        @ParameterizedTest
        @ValueSource(strings = {"q", "_a", "ln", "us l", "((", "|", "''", "\\\\", "e", "il", "ac", ".t", "-"})
        void onlyByWhatIsInTheirNameOrAddress(String piece) {
            assertThat(found(piece)).containsExactlyElementsOf(holding(piece));
        }

        @Test
        void pageByPage() {
            var search = searching("t");
            var first = scene.people.find(scene.ada, search, Optional.empty(), 2);

            var second =
                    scene.people.find(scene.ada, search, first.page().next(), 5).page();

            assertThat(first.total()).contains(5);
            assertThat(first.page().rows()).extracting(Member::name).containsExactly("Ada", "Gil");
            assertThat(second.rows()).extracting(Member::name).containsExactly("Grace", "Linus", zoe.name());
            assertThat(second.next()).isEmpty();
        }

        private List<String> found(String piece) {
            var found = scene.people.find(scene.ada, searching(piece), Optional.empty(), 50);
            assertThat(found.total()).contains(found.page().rows().size());
            return found.page().rows().stream().map(Member::name).toList();
        }

        private List<String> holding(String piece) {
            return scene.people.page(scene.ada, PeopleSearch.all(), Optional.empty(), 50).rows().stream()
                    .filter(m -> (m.name() + " " + m.email())
                            .toLowerCase(Locale.ROOT)
                            .contains(piece.strip().toLowerCase(Locale.ROOT)))
                    .map(Member::name)
                    .toList();
        }

        private PeopleSearch searching(String piece) {
            return new PeopleSearch(piece, Optional.empty(), Optional.empty(), PeopleSearch.Sort.NAME);
        }
    }

    @Nested
    class Going {
        @Test
        void whoeverIsRemovedIsGoneFromTheList() {
            scene.members.remove(scene.ada, id(scene.gil), false, NOW);

            assertThat(isIn(scene.gil, NOW)).isFalse();
            assertThat(scene.people
                            .page(scene.ada, PeopleSearch.all(), Optional.empty(), 50)
                            .rows())
                    .extracting(Member::name)
                    .containsExactly("Ada", "Grace", "Linus");
            assertThat(scene.audited(scene.gil.member().id().value())).containsExactly("member.removed");
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> scene.members.remove(scene.ada, id(scene.gil), false, NOW));
        }

        @Test
        void guestsAndMembersLeaveByThemselves() {
            scene.members.leave(scene.gil, NOW);
            scene.members.leave(scene.linus, NOW);

            assertThat(isIn(scene.gil, NOW) || isIn(scene.linus, NOW)).isFalse();
        }

        @Test
        void theirInvitationsAreCanceledWhenAsked() {
            var theirs = List.of(invitedThenOwned("gil.b"), invitedThenOwned("gil.a"));
            var nora = scene.invited("nora");
            var atGlobex = scene.invited(scene.hank, scene.address("gil.a"), NOW);

            scene.members.remove(scene.ada, id(scene.gil), true, NOW);

            assertThat(theirs).allSatisfy(i -> {
                assertThat(scene.now(i, NOW).status(NOW)).isEqualTo(InvitationStatus.CANCELED);
                assertThat(scene.audited(i)).containsExactly("invitation.created", "invitation.canceled");
            });
            assertThat(scene.now(nora, NOW).status(NOW)).isEqualTo(InvitationStatus.PENDING);
            assertThat(scene.now(atGlobex, NOW).status(NOW)).isEqualTo(InvitationStatus.PENDING);
        }

        @Test
        void unaskedTheirInvitationsStay() {
            var theirs = invitedThenOwned("gil.a");

            scene.members.remove(scene.ada, id(scene.gil), false, NOW);

            assertThat(scene.now(theirs, NOW).status(NOW)).isEqualTo(InvitationStatus.PENDING);
        }

        // Whoever is in can't be invited by an address of theirs, but one may become theirs later.
        private Invitation invitedThenOwned(String local) {
            var address = scene.address(local);
            var invitation = scene.invited(scene.ada, address, NOW);
            scene.own(scene.gil, address);
            return invitation;
        }
    }

    @Nested
    class Sponsors {
        private final Invitation nora = scene.invited(scene.grace, scene.address("nora"), NOW);
        private final Invitation olga = scene.invited("olga");
        private final String token = scene.deliver(nora, NOW);

        private void assertWaitsForAnAdmin(Instant now) {
            assertThat(scene.now(nora, now).sponsored()).isFalse();
            assertThat(scene.now(olga, now).sponsored()).isTrue();
            assertThat(scene.now(nora, now).status(now)).isEqualTo(InvitationStatus.PENDING);
            assertThatExceptionOfType(DeadLink.class)
                    .isThrownBy(() -> scene.acceptance.accept(token, "Nora", Optional.empty(), now))
                    .satisfies(dead -> assertThat(dead.because()).isEqualTo(DeadLink.Because.INVITER_LOST));

            scene.invitations.resend(scene.ada, nora.id(), now);
            var resent = scene.deliver(nora, now);

            assertThat(scene.acceptance
                            .accept(resent, "Nora", Optional.empty(), now)
                            .account()
                            .name())
                    .isEqualTo("Nora");
        }

        @Test
        void aDemotedAdminsInvitationsWaitForAnother() {
            edit(scene.grace, to(OrgRole.MEMBER));
            edit(scene.grace, to(OrgRole.ADMIN));

            assertWaitsForAnAdmin(NOW);
        }

        @Test
        void aRemovedAdminsInvitationsWaitForAnother() {
            scene.members.remove(scene.ada, id(scene.grace), false, NOW);

            assertWaitsForAnAdmin(NOW);
        }

        @Test
        void theInvitationsOfAnAdminWhoLeavesWaitForAnother() {
            scene.members.leave(scene.grace, NOW);

            assertWaitsForAnAdmin(NOW);
        }

        @Test
        void theInvitationsOfAnAdminWhoseAccessEndsWaitBeforeAnyJobHasRun() {
            edit(scene.grace, until(SOON));

            assertWaitsForAnAdmin(SOON);
        }

        @Test
        void theyWaitEvenIfTheAccessIsRenewedBeforeTheEndIsNoted() {
            edit(scene.grace, until(SOON));
            scene.members.edit(scene.ada, id(scene.grace), until(null), IfMatch.any(), SOON.plusSeconds(1));

            assertThat(scene.audited(scene.grace.member().id().value()))
                    .containsExactly("member.edited", "member.access-ended", "member.edited");
            assertWaitsForAnAdmin(SOON.plusSeconds(2));
        }
    }

    @Nested
    class Ends {
        private final Instant before = SOON.minusMillis(1);

        @Test
        void pastTheEndThePersonIsOutBeforeAnyJobHasRun() {
            edit(scene.linus, until(SOON));

            assertThat(isIn(scene.linus, before)).isTrue();
            assertThat(isIn(scene.linus, SOON)).isFalse();
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> scene.people.acting(scene.linus.caller(), scene.acme.slug(), SOON));
            assertThat(scene.people.seatsUsed(scene.acme.id(), before)).isEqualTo(4);
            assertThat(scene.people.seatsUsed(scene.acme.id(), SOON)).isEqualTo(3);
            assertThat(known(scene.linus).hasAccess(SOON)).isFalse();
        }

        @Test
        void theEndIsNotedOnce() {
            edit(scene.grace, until(SOON));
            scene.ends.noteAll(before);
            assertThat(scene.audited(scene.grace.member().id().value())).containsExactly("member.edited");

            scene.ends.noteAll(SOON);
            scene.ends.noteAll(SOON.plusSeconds(30));

            assertThat(scene.audited(scene.grace.member().id().value()))
                    .containsExactly("member.edited", "member.access-ended");
            assertThat(scene.toldOfEnds(scene.acme)).isZero();
        }

        @Test
        void renewedAccessEndsAnewAndTakesASeat() {
            edit(scene.linus, until(SOON));
            scene.ends.noteAll(SOON);
            scene.giveSeats(3);
            assertThatExceptionOfType(SeatLimit.class)
                    .isThrownBy(() -> scene.members.edit(scene.ada, id(scene.linus), until(null), IfMatch.any(), SOON));

            scene.giveSeats(4);
            var later = SOON.plus(Duration.ofDays(20));
            scene.members.edit(scene.ada, id(scene.linus), until(later), IfMatch.any(), SOON);
            scene.ends.noteAll(later);

            assertThat(scene.audited(scene.linus.member().id().value()))
                    .containsExactly("member.edited", "member.access-ended", "member.edited", "member.access-ended");
        }

        @Test
        void threeDaysBeforeThePersonAndTheAdminsAreToldOnce() {
            scene.endAccess(scene.acme, scene.linus.member().id(), SOON);
            var threeDaysBefore = SOON.minus(Duration.ofDays(3));
            scene.ends.announceAll(threeDaysBefore.minusMillis(1));
            assertThat(scene.toldOfEnds(scene.acme)).isZero();

            scene.ends.announceAll(threeDaysBefore);
            scene.ends.announceAll(threeDaysBefore.plusSeconds(30));

            assertThat(scene.queue(scene.acme))
                    .extracting(app.foyer.mail.QueuedMail::recipient)
                    .containsExactlyInAnyOrder(
                            scene.linus.member().email(),
                            scene.ada.member().email(),
                            scene.grace.member().email());
        }

        @Test
        void anEndThatIsNearIsToldAtOnceAndAnotherEndIsToldAnew() {
            edit(scene.linus, until(NOW.plus(Duration.ofDays(2))));
            assertThat(scene.toldOfEnds(scene.acme)).isEqualTo(3);

            edit(scene.linus, to(OrgRole.ADMIN));
            scene.ends.announceAll(NOW);
            assertThat(scene.toldOfEnds(scene.acme)).isEqualTo(3);

            edit(scene.linus, until(SOON));
            scene.ends.announceAll(SOON.minus(Duration.ofDays(1)));
            assertThat(scene.toldOfEnds(scene.acme)).isEqualTo(6);
        }

        @Test
        void theLettersSayWhoAndWhen() {
            edit(scene.linus, until(NOW.plus(Duration.ofDays(2))));

            var letters = scene.letters(scene.acme, NOW);

            var own = Objects.requireNonNull(letters.get(scene.linus.member().email()));
            assertThat(own.subject()).isEqualTo("Your access to acme ends soon");
            assertThat(own.text())
                    .contains("Your access to acme ends on 25 November 2026")
                    .contains("It ends on 25 November 2026, 10:00 (UTC)")
                    .contains("/o/" + scene.acme.slug());
            assertThat(own.html()).contains("25 November 2026, 10:00");
            var admins = Objects.requireNonNull(letters.get(scene.grace.member().email()));
            assertThat(admins.subject()).isEqualTo("The access of Linus to acme ends soon");
            assertThat(admins.text())
                    .contains(scene.linus.member().email())
                    .contains("/o/" + scene.acme.slug() + "/people");
        }

        @Test
        void anEndThatIsOffByNowIsNotWrittenAbout() {
            edit(scene.linus, until(NOW.plus(Duration.ofDays(2))));
            edit(scene.linus, until(null));

            assertThat(scene.letters(scene.acme, NOW).values())
                    .extracting(Letter::subject)
                    .containsExactly("What you may do in acme has changed");
        }

        @Test
        void anAdminWhoIsNoneByNowIsNotWrittenTo() {
            edit(scene.linus, until(NOW.plus(Duration.ofDays(2))));
            edit(scene.grace, to(OrgRole.MEMBER));

            assertThat(scene.letters(scene.acme, NOW))
                    .containsOnlyKeys(
                            scene.linus.member().email(),
                            scene.ada.member().email(),
                            scene.grace.member().email())
                    .hasEntrySatisfying(
                            scene.grace.member().email(),
                            letter -> assertThat(letter.subject()).isEqualTo("What you may do in acme has changed"));
        }
    }

    @Nested
    class Promised {
        private final EmailAddress address = scene.address("nora");
        private final Invite invite =
                new Invite(List.of(address), OrgRole.GUEST, List.of(wishUntil(scene.storefront, SOON)), SOON, "en");

        private Invitation invited() {
            return ((Outcome.Invited)
                            scene.invitations.invite(scene.ada, invite, NOW).getFirst())
                    .invitation();
        }

        @Test
        void endsAreCarriedOverAtAcceptance() {
            var token = scene.deliver(invited(), NOW);

            scene.acceptance.accept(token, "Nora", Optional.empty(), NOW);

            var nora = scene.memberWith(scene.acme, address).orElseThrow();
            assertThat(nora.accessEndsAt()).isEqualTo(SOON);
            assertThat(nora.appGrants())
                    .singleElement()
                    .satisfies(g -> assertThat(g.accessEndsAt()).isEqualTo(SOON));
        }

        @Test
        void endsInThePastAreNotPromised() {
            var wishes = List.of(wishUntil(scene.blog, SOON), wishUntil(scene.storefront, NOW));
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> scene.invitations.invite(
                            scene.ada, new Invite(List.of(address), OrgRole.GUEST, wishes, NOW, "en"), NOW))
                    .satisfies(invalid -> assertThat(invalid.flaws().stream().map(Flaw::pointer))
                            .containsExactly("/appGrants/1/accessEndsAt", "/accessEndsAt"));
        }

        @Test
        void whatIsOverIsNotAcceptedUntilAnAdminChangesTheEnd() {
            var invitation = invited();
            var token = scene.deliver(invitation, NOW);
            assertThatExceptionOfType(DeadLink.class)
                    .isThrownBy(() -> scene.acceptance.accept(token, "Nora", Optional.empty(), SOON))
                    .satisfies(dead -> assertThat(dead.because()).isEqualTo(DeadLink.Because.ACCESS_OVER));

            var edited = scene.invitations.edit(scene.ada, invitation.id(), until(null), IfMatch.version(1), SOON);

            assertThat(edited.version()).isEqualTo(2);
            assertThat(edited.appGrants()).hasSize(1);
            assertThat(scene.acceptance.accept(token, "Nora", Optional.empty(), SOON))
                    .isNotNull();
        }

        @Test
        void whoseAccessHasEndedIsRenewedWithThePromise() {
            edit(scene.linus, until(SOON));
            var later = SOON.plus(Duration.ofDays(1));
            var end = SOON.plus(Duration.ofDays(30));
            var linus = EmailAddress.parse(scene.linus.member().email()).orElseThrow();
            var invite = new Invite(List.of(linus), OrgRole.MEMBER, List.of(), end, "en");
            var invitation = ((Outcome.Invited)
                            scene.invitations.invite(scene.ada, invite, later).getFirst())
                    .invitation();

            var person = (app.foyer.people.Caller.Person) scene.linus.caller();
            scene.acceptance.accept(scene.acme.id(), invitation.id(), person, later);

            assertThat(known(scene.linus).id()).isEqualTo(scene.linus.member().id());
            assertThat(known(scene.linus).accessEndsAt()).isEqualTo(end);
            assertThat(scene.audited(scene.linus.member().id().value()))
                    .containsExactly("member.edited", "member.access-ended");
        }

        @Test
        void theMailTellsTheEnds() {
            invited();

            var letter = scene.invitationLetters(scene.acme, NOW).getFirst();

            assertThat(letter.text())
                    .contains("Your access would end on 3 December 2026, 10:00 (UTC).")
                    .contains("storefront (Write, until 3 December 2026, 10:00 (UTC))");
            assertThat(letter.html()).contains("Your access would end on 3 December 2026, 10:00 (UTC).");
        }

        @ParameterizedTest
        @EnumSource(OrgRole.class)
        void anEditMeantForAnotherVersionIsRefused(OrgRole role) {
            var invitation = invited();
            scene.invitations.resend(scene.ada, invitation.id(), NOW);

            assertThatExceptionOfType(PreconditionFailed.class)
                    .isThrownBy(() -> scene.invitations.edit(
                            scene.ada,
                            invitation.id(),
                            new AccessEdit(role, List.of(), null),
                            IfMatch.version(1),
                            NOW));
        }
    }
}
