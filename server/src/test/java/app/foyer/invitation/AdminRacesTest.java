package app.foyer.invitation;

import static app.foyer.invitation.MembersTest.to;
import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.people.AccessEdit;
import app.foyer.people.Acting;
import app.foyer.people.LastAdmin;
import app.foyer.people.OrgRole;
import app.foyer.problem.Forbidden;
import app.foyer.problem.IfMatch;
import app.foyer.problem.NotFound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Admins who throw each other out at the same instant. An admin whose access doesn't end always stays.
class AdminRacesTest {
    private static final int ROUNDS = 200;
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    /// How somebody loses the place of an admin.
    private enum Loss {
        DEMOTED,
        TO_GUEST,
        REMOVED,
        LEAVING,
        DELETING_ACCOUNT,
        ENDED
    }

    @AfterAll
    static void stop() {
        THREADS.close();
    }

    private static Callable<Object> loss(Scene scene, Acting by, Acting of, Loss loss) {
        var id = of.member().id().value().toString();
        return () -> {
            switch (loss) {
                case DEMOTED -> scene.members.edit(by, id, to(OrgRole.MEMBER), IfMatch.any(), NOW);
                case TO_GUEST -> scene.members.edit(by, id, MembersTest.toGuest(), IfMatch.any(), NOW);
                case REMOVED -> scene.members.remove(by, id, true, NOW);
                case LEAVING -> scene.members.leave(of, NOW);
                case DELETING_ACCOUNT -> scene.deleteAccount(of);
                case ENDED -> {
                    var end = new AccessEdit.End(NOW.plus(Duration.ofDays(30)));
                    scene.members.edit(by, id, new AccessEdit(null, null, end), IfMatch.any(), NOW);
                }
            }
            return loss;
        };
    }

    /// What the refused ones heard.
    private static List<Throwable> race(List<Callable<Object>> runners) throws InterruptedException {
        var barrier = new CyclicBarrier(runners.size());
        var started = runners.stream()
                .map(runner -> THREADS.submit(() -> {
                    barrier.await();
                    return runner.call();
                }))
                .toList();
        var refused = new ArrayList<Throwable>();
        for (var one : started) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                refused.add(failed.getCause());
            }
        }
        return refused;
    }

    private static int lastingAdmins(Scene scene) {
        return scene.db
                .sql("""
                select count(*) from member
                 where organization_id = :organization and org_role = 'ADMIN' and access_ends_at is null
                """)
                .param("organization", scene.acme.id().value())
                .query(Integer.class)
                .single();
    }

    @Test
    void ofTwoAdminsWhoLoseTheirPlacesTogetherOneStays() throws InterruptedException {
        var losses = Loss.values();
        for (var round = 0; round < ROUNDS; round++) {
            var scene = new Scene();
            var first = losses[round % losses.length];
            var second = losses[round / losses.length % losses.length];

            var refused = race(
                    List.of(loss(scene, scene.ada, scene.grace, first), loss(scene, scene.grace, scene.ada, second)));

            assertThat(refused)
                    .as("%s and %s", first, second)
                    .hasSize(1)
                    .hasOnlyElementsOfTypes(LastAdmin.class, Forbidden.class, NotFound.class);
            assertThat(lastingAdmins(scene)).as("%s and %s", first, second).isOne();
        }
    }

    @Test
    void ofThreeInACircleAtLeastOneStays() throws InterruptedException {
        var losses = Loss.values();
        for (var round = 0; round < ROUNDS; round++) {
            var scene = new Scene();
            var olga = scene.member("Olga", scene.acme, OrgRole.ADMIN);
            var first = losses[round % losses.length];
            var second = losses[round / losses.length % losses.length];
            var third = losses[round / 7 % losses.length];

            var refused = race(List.of(
                    loss(scene, scene.ada, scene.grace, first),
                    loss(scene, scene.grace, olga, second),
                    loss(scene, olga, scene.ada, third)));

            assertThat(refused).hasOnlyElementsOfTypes(LastAdmin.class, Forbidden.class, NotFound.class);
            assertThat(lastingAdmins(scene)).isPositive();
        }
    }

    @RepeatedTest(20)
    void anAdminIsMadeWhileTheOthersGo() throws InterruptedException {
        var scene = new Scene();
        var linus = scene.linus.member().id().value().toString();

        var refused = race(List.of(
                () -> scene.members.edit(scene.ada, linus, to(OrgRole.ADMIN), IfMatch.any(), NOW),
                loss(scene, scene.grace, scene.ada, Loss.DEMOTED),
                loss(scene, scene.ada, scene.grace, Loss.REMOVED)));

        assertThat(refused).hasOnlyElementsOfTypes(LastAdmin.class, Forbidden.class, NotFound.class);
        assertThat(lastingAdmins(scene)).isPositive();
    }

    @RepeatedTest(20)
    void removingTheInviterWhileTheInviteeAcceptsEndsWithoutADeadlock() throws InterruptedException {
        var scene = new Scene();
        var linus = scene.linus;
        var again = scene.address("linus-again");
        var invitation = scene.invited(scene.grace, again, NOW);
        scene.own(linus, again);
        scene.endAccess(scene.acme, linus.member().id(), NOW.minusSeconds(1));

        var refused = race(List.of(
                loss(scene, scene.ada, scene.grace, Loss.REMOVED),
                loss(scene, scene.ada, linus, Loss.REMOVED),
                () -> scene.acceptance.accept(
                        invitation.organization(), invitation.id(), scene.signedIn(linusAccount(scene)), NOW)));

        assertThat(refused).allMatch(app.foyer.problem.Problem.class::isInstance);
    }

    /// Two who share two organizations, which they have entered in another order.
    @RepeatedTest(20)
    void twoWhoDeleteTheirAccountsTogetherLeaveAnAdminInEachOrganization() throws InterruptedException {
        var scene = new Scene();
        scene.admit(scene.grace, scene.globex, OrgRole.ADMIN);
        scene.admit(scene.ada, scene.globex, OrgRole.ADMIN);

        var refused = race(List.of(
                loss(scene, scene.ada, scene.ada, Loss.DELETING_ACCOUNT),
                loss(scene, scene.grace, scene.grace, Loss.DELETING_ACCOUNT)));

        assertThat(refused).hasSize(1).hasOnlyElementsOfTypes(LastAdmin.class);
        assertThat(lastingAdmins(scene)).isOne();
    }

    @RepeatedTest(20)
    void whoeverDeletesTheirAccountWhileAcceptingIsInNowhere() throws InterruptedException {
        var scene = new Scene();
        var again = scene.address("linus-again");
        var invitation = scene.invited(scene.ada, again, NOW);
        scene.own(scene.linus, again);
        scene.endAccess(scene.acme, scene.linus.member().id(), NOW.minusSeconds(1));
        var account = linusAccount(scene);

        var refused = race(List.of(
                loss(scene, scene.linus, scene.linus, Loss.DELETING_ACCOUNT),
                loss(scene, scene.ada, scene.linus, Loss.REMOVED),
                () -> scene.acceptance.accept(
                        invitation.organization(), invitation.id(), scene.signedIn(account), NOW)));

        assertThat(refused).allMatch(app.foyer.problem.Problem.class::isInstance);
        assertThat(scene.people.find(scene.acme.id(), account.id())).isEmpty();
        assertThat(scene.accounts.byId(account.id())).isEmpty();
    }

    private static app.foyer.account.Account linusAccount(Scene scene) {
        return scene.accounts.byId(scene.linus.member().account()).orElseThrow();
    }

    @RepeatedTest(5)
    void manyNodesNoteAndAnnounceAnEndOnce() throws InterruptedException {
        var scene = new Scene();
        var end = NOW.plus(Duration.ofDays(20));
        var ids = List.of(scene.linus, scene.gil, scene.grace);
        for (var one : ids) {
            var id = one.member().id().value().toString();
            scene.members.edit(scene.ada, id, MembersTest.until(end), IfMatch.any(), NOW);
        }

        var announced = race(java.util.Collections.nCopies(8, () -> {
            scene.ends.announceAll(end.minusSeconds(1));
            return Optional.empty();
        }));
        var noted = race(java.util.Collections.nCopies(8, () -> {
            scene.ends.noteAll(end);
            return Optional.empty();
        }));

        assertThat(announced).isEmpty();
        assertThat(noted).isEmpty();
        assertThat(scene.toldOfEnds(scene.acme)).isEqualTo(2 + 3 + 3);
        assertThat(ids)
                .allSatisfy(one -> assertThat(scene.audited(one.member().id().value()))
                        .containsExactly("member.edited", "member.access-ended"));
    }
}
