package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.TERM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.mail.Correspondent.Outcome.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How it is written down that invitations have expired.
class ExpiryTest {
    private static final Instant END = NOW.plus(TERM);

    private final Scene scene = new Scene();
    private final Invitation nora = scene.invited("nora");

    private String status(Invitation invitation) {
        return scene.db
                .sql("select status from invitation where organization_id = :organization and id = :id")
                .param("organization", invitation.organization().value())
                .param("id", invitation.id().value())
                .query(String.class)
                .single();
    }

    @Test
    void expiryIsWrittenDownOnceByTheSystem() {
        scene.expiry.noteAll(END.minusMillis(1));
        assertThat(status(nora)).isEqualTo("PENDING");

        scene.expiry.noteAll(END);
        scene.expiry.noteAll(END.plusSeconds(30));

        assertThat(status(nora)).isEqualTo("EXPIRED");
        assertThat(scene.audited(nora)).containsExactly("invitation.created", "invitation.expired");
        assertThat(scene.lastEvent(nora))
                .containsEntry("actor_type", "SYSTEM")
                .containsEntry("target_name", nora.email().typed());
    }

    @Test
    void expiryHoldsBeforeItIsWrittenDown() {
        var token = scene.deliver(nora, NOW);

        assertThat(scene.now(nora, END).status(END)).isEqualTo(InvitationStatus.EXPIRED);
        assertDead(token, END);
    }

    @Test
    void theVersionThatAnEditIsMeantForStays() {
        scene.expiry.noteAll(END);

        assertThat(scene.now(nora, END).version()).isEqualTo(nora.version());
    }

    @Test
    void whatHasBeenWrittenDownStaysWhenTheClockJumpsBack() {
        var token = scene.deliver(nora, NOW);
        scene.expiry.noteAll(END);

        var earlier = NOW.plusSeconds(60);

        assertThat(scene.now(nora, earlier).status(earlier)).isEqualTo(InvitationStatus.EXPIRED);
        assertDead(token, earlier);
        assertThatExceptionOfType(InvitationNotPending.class)
                .isThrownBy(() -> scene.invitations.cancel(scene.ada, nora.id(), earlier));
        assertThat(scene.invitations.resend(scene.ada, nora.id(), earlier).status(earlier))
                .isEqualTo(InvitationStatus.PENDING);
        assertThat(scene.audited(nora)).containsOnlyOnce("invitation.expired");
    }

    @Test
    void anAddressInvitedAnewHasOneInvitationThatCanBeAcceptedWhereverTheClockJumps() {
        var old = scene.deliver(nora, NOW);
        scene.expiry.noteAll(END);
        var anew = scene.deliver(scene.invited(scene.ada, nora.email(), END), END);

        assertDead(old, NOW);
        assertThat(scene.acceptance.open(anew, NOW).invitation().id()).isNotEqualTo(nora.id());
    }

    @Test
    void afterAMonthWithoutAnyJobAllThatHasExpiredIsWrittenDownAndNothingElse() {
        var monthLater = NOW.plus(Duration.ofDays(31));
        var all = new ArrayList<Invitation>();
        for (var i = 0; i < 2 * Expiry.BATCH + 7; i += 10) {
            var number = i;
            var to = scene.addresses(10).stream()
                    .map(a -> scene.address(number + a.localPart()))
                    .toList();
            scene.invitations.invite(scene.hank, Scene.asGuest(to), NOW.plusSeconds(i)).stream()
                    .map(outcome -> ((Outcome.Invited) outcome).invitation())
                    .forEach(all::add);
        }
        var young = scene.invited(scene.ada, scene.address("young"), monthLater.minusSeconds(1));
        var accepted = scene.invited("olga");
        scene.acceptance.accept(scene.deliver(accepted, NOW), "Olga", Optional.empty(), NOW);
        var canceled = scene.invitations.cancel(scene.ada, scene.invited("paul").id(), NOW);

        scene.expiry.noteAll(monthLater);

        assertThat(all).hasSize(210).allSatisfy(one -> {
            assertThat(status(one)).isEqualTo("EXPIRED");
            assertThat(scene.audited(one)).containsExactly("invitation.created", "invitation.expired");
        });
        assertThat(status(young)).isEqualTo("PENDING");
        assertThat(status(accepted)).isEqualTo("ACCEPTED");
        assertThat(status(canceled)).isEqualTo("CANCELED");
    }

    @Test
    void whatANodeWasAtWhenItDiedIsDoneByAnother() {
        scene.transaction.executeWithoutResult(dying -> {
            Backstage.bean(ExpiryStore.class).claim(END, Expiry.BATCH);
            dying.setRollbackOnly();
        });
        assertThat(status(nora)).isEqualTo("PENDING");

        scene.expiry.noteAll(END);

        assertThat(scene.audited(nora)).containsExactly("invitation.created", "invitation.expired");
    }

    @Test
    void whatIsBeingAcceptedIsLeftAloneWithoutWaiting() {
        scene.transaction.executeWithoutResult(_ -> {
            scene.store.lock(nora.organization(), nora.id(), END);

            onAnotherNode(() -> scene.expiry.noteAll(END));

            assertThat(status(nora)).isEqualTo("PENDING");
        });
        scene.expiry.noteAll(END);

        assertThat(status(nora)).isEqualTo("EXPIRED");
    }

    private static void onAnotherNode(Runnable work) {
        try (var thread = java.util.concurrent.Executors.newSingleThreadExecutor()) {
            thread.submit(work).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aQueuedMailOfAnExpiredInvitationIsNotSent() {
        scene.expiry.noteAll(END);

        assertThat(scene.write(scene.queue(scene.acme), NOW)).isEmpty();
    }

    @Test
    void anExpiredInvitationIsListedAsSuchWithItsDelivery() {
        scene.deliver(nora, NOW);
        scene.expiry.noteAll(END);

        var expired = InvitationSearch.all();
        var listed = scene.list
                .find(scene.ada, expired, Optional.empty(), 50, END)
                .page()
                .rows();

        assertThat(listed).singleElement().satisfies(one -> {
            assertThat(one.status(END)).isEqualTo(InvitationStatus.EXPIRED);
            assertThat(one.resendable(END)).isTrue();
            assertThat(one.delivery().state()).isEqualTo(Delivery.State.SENT);
        });
    }

    @Test
    void everyStatementOfABatchIsWrittenOnceHoweverManyInvitationsItHolds() {
        scene.expiry.noteAll(NOW.plus(Duration.ofDays(400))); // what other tests have left
        var one = scene.invited(scene.ada, scene.address("one"), END);
        var first = statements(one.expiresAt());
        scene.invitations.invite(scene.ada, Scene.asGuest(scene.addresses(10)), END.plusSeconds(1));

        var ten = statements(END.plusSeconds(1).plus(TERM));

        assertThat(ten).isEqualTo(first).isNotEmpty();
    }

    private List<String> statements(Instant now) {
        return Backstage.bean(CountedStatements.class).during(() -> scene.expiry.noteAll(now));
    }

    private void assertDead(String token, Instant now) {
        assertThatExceptionOfType(DeadLink.class)
                .isThrownBy(() -> scene.acceptance.open(token, now))
                .satisfies(dead -> assertThat(dead.because()).isEqualTo(DeadLink.Because.EXPIRED));
        assertThatExceptionOfType(DeadLink.class)
                .isThrownBy(() -> scene.acceptance.accept(token, "Nora", Optional.empty(), now));
    }

    @Test
    void deliveryIsStillNotedAfterExpiry() {
        var queued = scene.queue(scene.acme);
        scene.write(queued, END.minusMillis(1));
        scene.expiry.noteAll(END);

        scene.settle(queued, new Taken("250 taken"), END.plusMillis(1));

        assertThat(scene.now(nora, END).sentAt()).isEqualTo(END.plusMillis(1));
    }
}
