package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.asGuest;
import static app.foyer.invitation.Scene.asMember;
import static app.foyer.invitation.Scene.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import app.foyer.account.AddressTaken;
import app.foyer.account.EmailAddress;
import app.foyer.database.Secrets;
import app.foyer.organization.ApplicationGone;
import app.foyer.organization.ApplicationInUse;
import app.foyer.organization.OrganizationEdit;
import app.foyer.people.AlreadyMember;
import app.foyer.people.AppRole;
import app.foyer.people.OrgRole;
import app.foyer.people.SeatLimit;
import app.foyer.problem.Conflict;
import app.foyer.problem.IfMatch;
import app.foyer.problem.Invalid;
import app.foyer.problem.NotFound;
import app.foyer.problem.Problem;
import app.foyer.problem.RateLimited;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Many at the same instant: one wins, the others hear a named refusal.
class RacesTest {
    private static final int RUNNERS = 16;
    private static final int ROUNDS = 5;

    private final Scene scene = new Scene();

    /// What came of all runners, who have started together.
    private record Finish<T>(List<T> won, List<Problem> refused) {}

    private static <T> Finish<T> race(List<Callable<T>> runners) throws InterruptedException {
        var barrier = new CyclicBarrier(runners.size());
        var finish = new Finish<T>(new ArrayList<>(), new ArrayList<>());
        try (var threads = Executors.newFixedThreadPool(runners.size())) {
            var started = runners.stream()
                    .map(runner -> threads.submit(() -> {
                        barrier.await();
                        return runner.call();
                    }))
                    .toList();
            for (var one : started) {
                try {
                    finish.won.add(one.get());
                } catch (ExecutionException refused) {
                    assertThat(refused.getCause()).isInstanceOf(Problem.class);
                    finish.refused.add((Problem) refused.getCause());
                }
            }
        }
        return finish;
    }

    private static <T> Finish<T> race(Callable<T> runner) throws InterruptedException {
        return race(Collections.nCopies(RUNNERS, runner));
    }

    @RepeatedTest(ROUNDS)
    void oneAddressInvitedByManyIsInvitedOnce() throws InterruptedException {
        var nora = scene.address("nora");

        var finish = race(
                () -> scene.invitations.invite(scene.ada, asMember(nora), NOW).getFirst());

        assertThat(finish.refused).isEmpty();
        assertThat(finish.won).filteredOn(Outcome.Invited.class::isInstance).hasSize(1);
        assertThat(finish.won)
                .filteredOn(Outcome.AlreadyInvited.class::isInstance)
                .hasSize(RUNNERS - 1);
        assertThat(scene.count("invitation", scene.acme)).isOne();
        assertThat(scene.queued(scene.acme)).isOne();
    }

    @RepeatedTest(ROUNDS)
    void theSameAddressesInAnyOrderAreInvitedOnceEach() throws InterruptedException {
        var addresses = scene.addresses(10);
        var runners = IntStream.range(0, RUNNERS)
                .<Callable<List<Outcome>>>mapToObj(i -> () -> {
                    var shuffled = new ArrayList<>(addresses);
                    Collections.rotate(shuffled, i);
                    return scene.invitations.invite(
                            scene.ada, asMember(shuffled.toArray(EmailAddress[]::new)), NOW.plus(Scene.TERM));
                })
                .toList();
        scene.invitations.invite(scene.ada, asMember(addresses.toArray(EmailAddress[]::new)), NOW);

        var finish = race(runners);

        assertThat(finish.refused).isEmpty();
        assertThat(scene.count("invitation", scene.acme)).isEqualTo(20);
        assertThat(scene.queued(scene.acme)).isEqualTo(20);
    }

    @RepeatedTest(ROUNDS)
    void oneLinkLetsOnePersonIn() throws InterruptedException {
        var nora = scene.invited("nora");
        var token = scene.deliver(nora, NOW);

        var finish = race(() -> scene.acceptance.accept(token, "Nora", Optional.empty(), NOW));

        assertThat(finish.won).hasSize(1);
        assertThat(finish.refused).hasOnlyElementsOfType(DeadLink.class);
        assertThat(scene.memberWith(scene.acme, nora.email())).isPresent();
        assertThat(scene.audited(nora)).containsExactlyInAnyOrder("invitation.created", "invitation.accepted");
    }

    @RepeatedTest(ROUNDS)
    void ofAcceptingAndCancelingOneWins() throws InterruptedException {
        var nora = scene.invited("nora");
        var token = scene.deliver(nora, NOW);
        var runners = IntStream.range(0, RUNNERS)
                .<Callable<String>>mapToObj(i -> () -> {
                    if (i % 2 == 0) {
                        scene.acceptance.accept(token, "Nora", Optional.empty(), NOW);
                        return "accepted";
                    }
                    scene.invitations.cancel(scene.ada, nora.id(), NOW);
                    return "canceled";
                })
                .toList();

        var finish = race(runners);

        assertThat(finish.won).hasSize(1);
        assertThat(finish.refused).hasOnlyElementsOfTypes(DeadLink.class, InvitationNotPending.class);
        assertThat(scene.memberWith(scene.acme, nora.email()).isPresent()).isEqualTo(finish.won.contains("accepted"));
        assertThat(scene.audited(nora))
                .containsExactlyInAnyOrder("invitation.created", "invitation." + finish.won.getFirst());
    }

    @RepeatedTest(ROUNDS)
    void ofAcceptingAndExpiringOneWins() throws InterruptedException {
        var nora = scene.invited("nora");
        var token = scene.deliver(nora, NOW);
        var finish = raceWithExpiry(nora, () -> {
            scene.acceptance.accept(token, "Nora", Optional.empty(), justBefore(nora));
            return "accepted";
        });

        assertThat(finish.refused).hasOnlyElementsOfType(DeadLink.class);
        assertThat(scene.memberWith(scene.acme, nora.email()).isPresent())
                .isEqualTo(scene.audited(nora).contains("invitation.accepted"));
        assertOneEnd(nora, "invitation.accepted");
    }

    @RepeatedTest(ROUNDS)
    void ofCancelingAndExpiringOneWins() throws InterruptedException {
        var nora = scene.invited("nora");
        var finish = raceWithExpiry(nora, () -> {
            scene.invitations.cancel(scene.ada, nora.id(), justBefore(nora));
            return "canceled";
        });

        assertThat(finish.refused).hasOnlyElementsOfType(InvitationNotPending.class);
        assertOneEnd(nora, "invitation.canceled");
    }

    @RepeatedTest(ROUNDS)
    void aResendIsGoodWhateverExpiresAtTheSameInstant() throws InterruptedException {
        var nora = scene.invited("nora");
        var resent = new java.util.concurrent.atomic.AtomicInteger();
        raceWithExpiry(nora, () -> {
            if (resent.getAndIncrement() == 0) {
                scene.invitations.resend(scene.ada, nora.id(), nora.expiresAt());
            }
            return "resent";
        });

        var after = scene.now(nora, nora.expiresAt());
        assertThat(after.status(nora.expiresAt())).isEqualTo(InvitationStatus.PENDING);
        assertThat(after.expiresAt()).isEqualTo(nora.expiresAt().plus(Scene.TERM));
        assertThat(scene.audited(nora))
                .containsExactlyInAnyOrder("invitation.created", "invitation.expired", "invitation.resent");
    }

    /// Half of the runners write down that it has expired, on nodes whose clocks are a little ahead.
    private Finish<String> raceWithExpiry(Invitation invitation, Callable<String> other) throws InterruptedException {
        return race(IntStream.range(0, RUNNERS)
                .<Callable<String>>mapToObj(i -> i % 2 == 0
                        ? other
                        : () -> {
                            scene.expiry.noteAll(invitation.expiresAt());
                            return "noted";
                        })
                .toList());
    }

    private static java.time.Instant justBefore(Invitation invitation) {
        return invitation.expiresAt().minusMillis(1);
    }

    private void assertOneEnd(Invitation invitation, String otherEnd) {
        scene.expiry.noteAll(invitation.expiresAt());
        assertThat(scene.audited(invitation))
                .hasSize(2)
                .startsWith("invitation.created")
                .containsAnyOf("invitation.expired", otherEnd);
        assertThat(pending(invitation)).isZero();
    }

    @RepeatedTest(ROUNDS)
    void manyNodesWriteDownEachExpiryOnce() throws InterruptedException {
        var all = invitedByTheDozen();

        var finish = race(() -> {
            scene.expiry.noteAll(NOW.plus(Scene.TERM));
            return "noted";
        });

        assertThat(finish.refused).isEmpty();
        assertThat(all)
                .allSatisfy(one ->
                        assertThat(scene.audited(one)).containsExactly("invitation.created", "invitation.expired"));
    }

    @RepeatedTest(ROUNDS)
    void manyNodesRemindEachInviteeOnce() throws InterruptedException {
        var all = invitedByTheDozen();
        all.forEach(one -> scene.deliver(one, NOW));

        var finish = race(() -> {
            scene.reminders.askAll(NOW.plus(Scene.TERM).minusSeconds(60));
            return "asked";
        });

        assertThat(finish.refused).isEmpty();
        assertThat(scene.queue(scene.acme))
                .extracting(app.foyer.mail.QueuedMail::subject)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(one -> one.id().value()).toList());
    }

    @RepeatedTest(ROUNDS)
    void ofRemindingAndResendingTheNewestMailHasTheLinkThatWorks() throws InterruptedException {
        var nora = scene.invited("nora");
        scene.deliver(nora, NOW);
        var late = nora.expiresAt().minusSeconds(60);
        var resent = new java.util.concurrent.atomic.AtomicBoolean();

        race(() -> {
            if (resent.compareAndSet(false, true)) {
                scene.invitations.resend(scene.ada, nora.id(), late);
            } else {
                scene.reminders.askAll(late);
            }
            return "done";
        });
        var tokens = scene.write(scene.queue(scene.acme), late);

        assertThat(tokens).hasSize(1);
        scene.acceptance.open(tokens.values().iterator().next(), late);
    }

    @RepeatedTest(ROUNDS)
    void manyWhoAskAgainAtOnceAreHeardOnce() throws InterruptedException {
        var nora = scene.invited("nora");
        var token = scene.deliver(nora, NOW);
        var asking = Backstage.bean(AskingAgain.class);

        var finish = race(() -> asking.ask(token, Optional.empty(), nora.expiresAt()));

        assertThat(finish.won)
                .filteredOn(AskingAgain.Answer.PassedOn.class::isInstance)
                .hasSize(1);
        assertThat(finish.won)
                .filteredOn(AskingAgain.Answer.TooSoon.class::isInstance)
                .hasSize(RUNNERS - 1);
        assertThat(scene.audited(nora)).containsExactly("invitation.created", "invitation.asked-again");
        assertThat(scene.count("notice", scene.acme)).isOne();
    }

    private List<Invitation> invitedByTheDozen() {
        return scene
                .invitations
                .invite(scene.ada, asMember(scene.addresses(12).toArray(EmailAddress[]::new)), NOW)
                .stream()
                .map(outcome -> ((Outcome.Invited) outcome).invitation())
                .toList();
    }

    @RepeatedTest(ROUNDS)
    void ofResendingAndInvitingAnewAfterExpiryOneWins() throws InterruptedException {
        var nora = scene.invited("nora");
        var later = nora.expiresAt();
        var runners = IntStream.range(0, RUNNERS)
                .<Callable<String>>mapToObj(i -> () -> {
                    if (i % 2 == 0) {
                        scene.invitations.resend(scene.ada, nora.id(), later);
                        return "resent";
                    }
                    return scene.invitations
                            .invite(scene.ada, asMember(nora.email()), later)
                            .getFirst()
                            .getClass()
                            .getSimpleName();
                })
                .toList();

        var finish = race(runners);

        assertThat(finish.refused).hasOnlyElementsOfType(InvitationNotPending.class);
        assertThat(finish.won.contains("resent")).isNotEqualTo(finish.won.contains("Invited"));
        assertThat(pending(nora)).isOne();
        assertThat(scene.audited(nora)).containsOnlyOnce("invitation.expired");
    }

    private int pending(Invitation like) {
        return scene.db
                .sql("select count(*) from invitation where email_key = :key and status = 'PENDING'")
                .param("key", like.email().key())
                .query(Integer.class)
                .single();
    }

    @RepeatedTest(ROUNDS)
    void manyResendsStayWithinTheLimitAndLeaveOneMailToSend() throws InterruptedException {
        var nora = scene.invited("nora");

        var finish = race(() -> scene.invitations.resend(scene.ada, nora.id(), NOW));

        assertThat(finish.won).hasSize(9);
        assertThat(finish.refused).hasOnlyElementsOfType(RateLimited.class);
        var tokens = scene.write(scene.queue(scene.acme), NOW);
        assertThat(tokens).hasSize(1);
        scene.acceptance.open(tokens.values().iterator().next(), NOW);
    }

    @RepeatedTest(ROUNDS)
    void oneFreeSeatIsTakenOnce() throws InterruptedException {
        var outcomes = new ArrayList<Invitation>();
        for (var address : scene.addresses(RUNNERS)) {
            outcomes.add(scene.invited(scene.ada, address, NOW));
        }
        var tokens = outcomes.stream().map(i -> scene.deliver(i, NOW)).toList();
        scene.giveSeats(5);

        var finish = race(tokens.stream()
                .<Callable<Object>>map(token -> () -> scene.acceptance.accept(token, "Nora", Optional.empty(), NOW))
                .toList());

        assertThat(finish.won).hasSize(1);
        assertThat(finish.refused).hasSize(RUNNERS - 1).hasOnlyElementsOfType(SeatLimit.class);
        assertThat(scene.count("member", scene.acme)).isEqualTo(5);
    }

    @RepeatedTest(ROUNDS)
    void invitationsAtTheSameInstantDoNotOverfillTheSeats() throws InterruptedException {
        scene.giveSeats(9);
        var addresses = scene.addresses(RUNNERS);

        var finish = race(addresses.stream()
                .<Callable<Object>>map(address -> () -> scene.invited(scene.ada, address, NOW))
                .toList());

        assertThat(finish.won).hasSize(5);
        assertThat(finish.refused).hasOnlyElementsOfType(SeatLimit.class);
    }

    @RepeatedTest(ROUNDS)
    void oneFreeSeatIsPromisedOnce() throws InterruptedException {
        scene.giveSeats(5);
        var addresses = scene.addresses(RUNNERS);

        var finish = race(addresses.stream()
                .<Callable<Object>>map(address -> () -> scene.invited(scene.ada, address, NOW))
                .toList());

        assertThat(finish.won).hasSize(1);
        assertThat(finish.refused).hasSize(RUNNERS - 1).hasOnlyElementsOfType(SeatLimit.class);
        assertThat(scene.count("invitation", scene.acme)).isOne();
        assertThat(scene.queued(scene.acme)).isOne();
    }

    @RepeatedTest(ROUNDS)
    void ofInvitingAndAcceptingNobodyTakesASeatTooMany() throws InterruptedException {
        var tokens = scene.addresses(RUNNERS / 2).stream()
                .map(address -> scene.deliver(scene.invited(scene.ada, address, NOW), NOW))
                .toList();
        scene.giveSeats(5);
        var runners = IntStream.range(0, RUNNERS)
                .<Callable<String>>mapToObj(i -> () -> {
                    if (i % 2 == 0) {
                        scene.acceptance.accept(tokens.get(i / 2), "Nora", Optional.empty(), NOW);
                        return "accepted";
                    }
                    scene.invited(scene.ada, scene.address("late" + i), NOW);
                    return "invited";
                })
                .toList();

        var finish = race(runners);

        assertThat(finish.won).containsExactly("accepted");
        assertThat(finish.refused).hasSize(RUNNERS - 1).hasOnlyElementsOfType(SeatLimit.class);
        assertThat(scene.people.seatsUsed(scene.acme.id(), NOW)).isEqualTo(5);
    }

    @RepeatedTest(ROUNDS)
    void ofDeletingAnApplicationAndPromisingItOneWins() throws InterruptedException {
        var addresses = scene.addresses(RUNNERS);
        var runners = IntStream.range(0, RUNNERS)
                .<Callable<String>>mapToObj(i -> () -> {
                    if (i % 2 == 0) {
                        scene.applications.delete(scene.acme.id(), scene.blog.id(), IfMatch.any(), Scene.OPERATOR, NOW);
                        return "deleted";
                    }
                    var invite = asGuest(List.of(addresses.get(i)), wish(scene.blog, AppRole.READ));
                    scene.invitations.invite(scene.ada, invite, NOW);
                    return "promised";
                })
                .toList();

        var finish = race(runners);

        var deleted = finish.won.contains("deleted");
        assertThat(finish.won).hasSize(deleted ? 1 : RUNNERS / 2);
        assertThat(finish.refused)
                .hasOnlyElementsOfTypes(ApplicationInUse.class, ApplicationGone.class, Invalid.class, NotFound.class);
        assertThat(scene.count("invitation_grant", scene.acme)).isEqualTo(deleted ? 0 : RUNNERS / 2);
        assertThat(scene.queued(scene.acme)).isEqualTo(deleted ? 0 : RUNNERS / 2);
    }

    @RepeatedTest(ROUNDS)
    void anApplicationIsNotDeletedUnderAGuestWhoComesIn() throws InterruptedException {
        var outcomes = scene.invitations.invite(
                scene.ada, asGuest(List.of(scene.address("nora")), wish(scene.blog, AppRole.READ)), NOW);
        var token = scene.deliver(((Outcome.Invited) outcomes.getFirst()).invitation(), NOW);

        var finish = race(List.<Callable<String>>of(
                () -> {
                    scene.acceptance.accept(token, "Nora", Optional.empty(), NOW);
                    return "accepted";
                },
                () -> {
                    scene.applications.delete(scene.acme.id(), scene.blog.id(), IfMatch.any(), Scene.OPERATOR, NOW);
                    return "deleted";
                }));

        assertThat(finish.won).containsExactly("accepted");
        assertThat(finish.refused).hasOnlyElementsOfType(ApplicationInUse.class);
        assertThat(scene.count("app_grant", scene.acme)).isOne();
    }

    @RepeatedTest(ROUNDS)
    void oneSlugIsTakenByOneOrganization() throws InterruptedException {
        var slug = "wanted-" + scene.acme.slug();
        var edit = new OrganizationEdit(slug, null, null, null, null);

        var finish = race(List.<Callable<Object>>of(
                () -> scene.organizations.edit(scene.acme.id(), edit, IfMatch.any(), Scene.OPERATOR, NOW),
                () -> scene.organizations.edit(scene.globex.id(), edit, IfMatch.any(), Scene.OPERATOR, NOW),
                () -> scene.organizations.create(slug, "Third", Scene.OPERATOR, NOW)));

        assertThat(finish.won).hasSize(1);
        assertThat(finish.refused).hasSize(2).hasOnlyElementsOfType(Conflict.class);
    }

    @RepeatedTest(ROUNDS)
    void oneNewPersonAcceptingInTwoOrganizationsGetsOneAccount() throws InterruptedException {
        var nora = scene.address("nora");
        var acme = scene.deliver(scene.invited(scene.ada, nora, NOW), NOW);
        var globex = scene.deliver(scene.invited(scene.hank, nora, NOW), NOW);

        var finish = race(List.<Callable<Object>>of(
                () -> scene.acceptance.accept(acme, "Nora", Optional.empty(), NOW),
                () -> scene.acceptance.accept(globex, "Nora", Optional.empty(), NOW)));

        assertThat(finish.won).hasSize(1);
        assertThat(finish.refused).hasOnlyElementsOfTypes(AddressTaken.class, SignInFirst.class);
    }

    @RepeatedTest(ROUNDS)
    void onePersonWithTwoInvitedAddressesJoinsOnce() throws InterruptedException {
        var nora = scene.account("Nora", scene.address("nora"));
        addAddress(nora.id().value(), scene.address("nora.private"));
        var first = scene.invited("nora");
        var second = scene.invited("nora.private");

        var finish = race(List.<Callable<Object>>of(
                () -> scene.acceptance.accept(scene.acme.id(), first.id(), scene.signedIn(nora), NOW),
                () -> scene.acceptance.accept(scene.acme.id(), second.id(), scene.signedIn(nora), NOW)));

        assertThat(finish.won).hasSize(1);
        assertThat(finish.refused).hasOnlyElementsOfType(AlreadyMember.class);
    }

    @Test
    void whoseAccountIsBeingDeletedDoesNotComeIn() throws Exception {
        try (var thread = Executors.newSingleThreadExecutor()) {
            var coming = scene.transaction.execute(_ -> {
                scene.deleteAccount(scene.linus);
                var comes = thread.submit(() -> scene.admit(scene.linus, scene.globex, OrgRole.MEMBER));
                await().until(this::someoneWaitsForALock);
                return comes;
            });

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(coming::get)
                    .withCauseInstanceOf(Conflict.class);
        }
    }

    private void addAddress(UUID account, EmailAddress address) {
        scene.db
                .sql(
                        "insert into email_address (address_key, address, account_id, verified_at) values (?, ?, ?, now())")
                .params(address.key(), address.typed(), account)
                .update();
    }

    @Test
    void whoAcceptsWhileTheRolesAreBeingEditedGetsTheNewOnes() throws Exception {
        var outcomes = scene.invitations.invite(
                scene.ada, asGuest(List.of(scene.address("nora")), wish(scene.storefront, AppRole.ADMIN)), NOW);
        var nora = ((Outcome.Invited) outcomes.getFirst()).invitation();
        var token = scene.deliver(nora, NOW);

        try (var thread = Executors.newSingleThreadExecutor()) {
            var accepted = scene.transaction.execute(_ -> {
                scene.edit(scene.ada, nora.id(), OrgRole.GUEST, List.of(wish(scene.storefront, AppRole.READ)), NOW);
                var accepting = thread.submit(() -> scene.acceptance.accept(token, "Nora", Optional.empty(), NOW));
                await().until(this::someoneWaitsForALock);
                return accepting;
            });
            accepted.get();
        }

        assertThat(scene.memberWith(scene.acme, nora.email()).orElseThrow().appGrants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.appRole()).isEqualTo(AppRole.READ));
    }

    @Test
    void whoHasNoLinkWaitsForNobodyAndKeepsNobodyWaiting() throws Exception {
        var outcomes = scene.invitations.invite(scene.ada, asGuest(List.of(scene.address("nora"))), NOW);
        var nora = ((Outcome.Invited) outcomes.getFirst()).invitation();
        scene.deliver(nora, NOW);
        var guessed = new InvitationLink(nora.organization(), nora.id(), new byte[Secrets.BYTES]).token();

        try (var thread = Executors.newSingleThreadExecutor()) {
            scene.transaction.executeWithoutResult(_ -> {
                scene.edit(scene.ada, nora.id(), OrgRole.MEMBER, List.of(), NOW);
                var guessing = thread.submit(() -> scene.acceptance.accept(guessed, "Mallory", Optional.empty(), NOW));

                // As long as this transaction lasts, whoever wanted a lock would wait.
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> guessing.get(30, TimeUnit.SECONDS))
                        .withCauseInstanceOf(DeadLink.class);
            });
        }
    }

    @Test
    void whoPromisesAnApplicationThatIsBeingDeletedIsToldSo() throws Exception {
        var invite = asGuest(List.of(scene.address("nora")), wish(scene.blog, AppRole.READ));

        try (var thread = Executors.newSingleThreadExecutor()) {
            var invited = scene.transaction.execute(_ -> {
                scene.applications.delete(scene.acme.id(), scene.blog.id(), IfMatch.any(), Scene.OPERATOR, NOW);
                var inviting = thread.submit(() -> scene.invitations.invite(scene.ada, invite, NOW));
                await().until(this::someoneWaitsForALock);
                return inviting;
            });

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(invited::get)
                    .withCauseInstanceOf(ApplicationGone.class);
        }
        assertThat(scene.count("invitation", scene.acme)).isZero();
        assertThat(scene.queued(scene.acme)).isZero();
    }

    private boolean someoneWaitsForALock() {
        return scene.db
                .sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }
}
