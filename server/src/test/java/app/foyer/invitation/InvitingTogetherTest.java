package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.asGuest;
import static app.foyer.invitation.Scene.asMember;
import static app.foyer.invitation.Scene.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.foyer.account.EmailAddress;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.SeatLimit;
import app.foyer.waiting.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InvitingTogetherTest {
    private final Scene scene = new Scene();
    private final InvitingTogether together = new InvitingTogether(scene.invitations, Backstage.bean(Turns.class));
    private final CountDownLatch enough = new CountDownLatch(1);

    /// One who invites, in a thread of the platform's, which tells when it waits for others.
    private final class Inviter {
        private final FutureTask<List<Outcome>> outcomes;
        private final Thread thread;

        Inviter(Acting acting, Invite invite) {
            outcomes = new FutureTask<>(() -> together.invite(acting, invite, NOW));
            thread = Thread.ofPlatform().start(outcomes);
        }

        List<Outcome> outcomes() throws InterruptedException, ExecutionException {
            return outcomes.get();
        }

        Outcome outcome() throws InterruptedException, ExecutionException {
            assertThat(outcomes.get()).hasSize(1);
            return outcomes.get().getFirst();
        }

        boolean waitsForOthers() {
            return thread.getState() == Thread.State.WAITING;
        }
    }

    @Test
    void whoInvitesMeanwhileDoesItInOneTransaction() throws Exception {
        var first = invitesWhileHeldUp();
        var others = gather(scene.ada, scene.addresses(15));
        enough.countDown();

        assertThat(first.outcome()).isInstanceOf(Outcome.AlreadyInvited.class);
        for (var i = 0; i < 15; i++) {
            assertThat(others.get(i).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Invited.class,
                            invited -> assertThat(scene.audited(invited.invitation()))
                                    .containsExactly("invitation.created"))
                    .extracting(Outcome::email)
                    .isEqualTo(scene.addresses(15).get(i).typed());
        }
        assertThat(transactions("guest%")).isEqualTo(1);
    }

    @Test
    void eachIsToldOfItsOwnAddresses() throws Exception {
        scene.invited("guest1");
        invitesWhileHeldUp();
        var all = scene.addresses(7);
        var one = gathered(scene.ada, all.subList(0, 3));
        var other = gathered(scene.ada, all.subList(3, 7));
        enough.countDown();

        assertThat(one.outcomes())
                .extracting(Outcome::email)
                .containsExactlyElementsOf(
                        all.subList(0, 3).stream().map(EmailAddress::typed).toList());
        assertThat(one.outcomes().get(1)).isInstanceOf(Outcome.AlreadyInvited.class);
        assertThat(other.outcomes()).hasSize(4).hasOnlyElementsOfType(Outcome.Invited.class);
    }

    @Test
    void whoIsPastALimitIsAloneWithThat() throws Exception {
        // Ada, Grace, Linus and Gil are in.
        scene.giveSeats(7);
        // The plan has its organization held still, so the first waits for that.
        var first = invitesWhileHeldUp();
        var others = gather(scene.ada, scene.addresses(3));
        enough.countDown();

        first.outcome();
        var invited = 0;
        for (var other : others) {
            try {
                assertThat(other.outcome()).isInstanceOf(Outcome.Invited.class);
                invited++;
            } catch (ExecutionException refused) {
                assertThat(refused).hasCauseInstanceOf(SeatLimit.class);
            }
        }
        assertThat(invited).isEqualTo(2);
        assertThat(scene.list.count(scene.ada, InvitationSearch.all(), NOW)).contains(3);
    }

    @Test
    void eachInvitesInTheirOwnName() throws Exception {
        invitesWhileHeldUp();
        var one = gathered(scene.ada, scene.addresses(1));
        var grace = new Inviter(scene.grace, asMember(scene.address("olga")));
        var hank = new Inviter(scene.hank, asMember(scene.address("olga")));

        assertThat(invitation(grace).invitedBy().name()).isEqualTo("Grace");
        assertThat(invitation(hank).organization()).isEqualTo(scene.globex.id());
        enough.countDown();
        assertThat(invitation(one).invitedBy().name()).isEqualTo("Ada");
    }

    @Test
    void whatIsPromisedIsNotMixedUp() throws Exception {
        invitesWhileHeldUp();
        var all = scene.addresses(2);
        var blog = new Inviter(scene.ada, asGuest(all.subList(0, 1), wish(scene.blog, AppRole.WRITE)));
        var shop = new Inviter(scene.ada, asGuest(all.subList(1, 2), wish(scene.storefront, AppRole.READ)));

        assertThat(invitation(blog).access().appGrants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.application().id()).isEqualTo(scene.blog.id()));
        assertThat(invitation(shop).access().appGrants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.application().id()).isEqualTo(scene.storefront.id()));
        enough.countDown();
    }

    @Test
    void theSameAddressSixteenTimesAtOnceIsInvitedOnce() throws Exception {
        var start = new CyclicBarrier(16);
        var tasks = new ArrayList<FutureTask<List<Outcome>>>();
        for (var i = 0; i < 16; i++) {
            var task = new FutureTask<>(() -> {
                start.await(30, TimeUnit.SECONDS);
                return together.invite(scene.ada, asMember(scene.address("nora")), NOW);
            });
            tasks.add(task);
            Thread.ofVirtual().start(task);
        }
        var outcomes = new ArrayList<Outcome>();
        for (var task : tasks) {
            outcomes.addAll(task.get());
        }

        assertThat(outcomes.stream().filter(Outcome.Invited.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(Outcome.AlreadyInvited.class::isInstance))
                .hasSize(15);
    }

    /// Ada invites Nora, whom somebody else invites in a transaction that lasts.
    private Inviter invitesWhileHeldUp() {
        var held = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> scene.transaction.executeWithoutResult(_ -> {
                    scene.invitations.invite(scene.grace, asMember(scene.address("nora")), NOW);
                    held.countDown();
                    waitFor(enough);
                }));
        waitFor(held);
        var first = new Inviter(scene.ada, asMember(scene.address("nora")));
        await().until(() -> scene.db
                        .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                        .query(Integer.class)
                        .single()
                > 0);
        return first;
    }

    private List<Inviter> gather(Acting acting, List<EmailAddress> addresses) {
        return addresses.stream()
                .map(address -> gathered(acting, List.of(address)))
                .toList();
    }

    private Inviter gathered(Acting acting, List<EmailAddress> addresses) {
        var inviter = new Inviter(acting, asMember(addresses.toArray(EmailAddress[]::new)));
        await().until(inviter::waitsForOthers);
        return inviter;
    }

    private static Invitation invitation(Inviter inviter) throws InterruptedException, ExecutionException {
        return ((Outcome.Invited) inviter.outcome()).invitation();
    }

    private int transactions(String local) {
        return scene.db
                .sql("""
                        select count(distinct xmin::text) from invitation
                         where organization_id = :organization and email_key like :local
                        """)
                .param("organization", scene.acme.id().value())
                .param("local", local)
                .query(Integer.class)
                .single();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
