package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.TERM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import app.foyer.mail.Correspondent.Outcome;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import app.foyer.mail.Letter;
import app.foyer.mail.MailQueue;
import app.foyer.mail.QueuedMail;
import app.foyer.mail.Trouble;
import app.foyer.mail.Trouble.Cause;
import app.foyer.people.AccessEdit;
import app.foyer.people.OrgRole;
import app.foyer.problem.BadSetting;
import app.foyer.problem.IfMatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The one reminder of a term: who gets it, when, and what it does to the link before.
class ReminderTest {
    private static final Duration BEFORE = Duration.ofDays(2);
    private static final Instant DUE = NOW.plus(TERM).minus(BEFORE);

    private final Scene scene = new Scene();
    private final Invitation nora = scene.invited("nora");
    private final String first = scene.deliver(nora, NOW);

    private List<QueuedMail> reminders() {
        return scene.queue(scene.acme).stream()
                .filter(mail -> mail.kind().equals(ReminderMails.KIND))
                .toList();
    }

    private String remind(Instant now, Outcome outcome) {
        scene.reminders.askAll(now);
        var queued = reminders();
        var tokens = scene.write(queued, now);
        scene.settle(queued, outcome, now);
        return tokens.values().iterator().next();
    }

    private DeadLink.Because deadBecause(String token, Instant now) {
        try {
            scene.acceptance.open(token, now);
        } catch (DeadLink dead) {
            return dead.because();
        }
        throw new AssertionError("The link opens.");
    }

    @Test
    void twoDaysBeforeTheEndTheInviteeIsRemindedOnce() {
        scene.reminders.askAll(DUE.minusMillis(1));
        assertThat(reminders()).isEmpty();

        scene.reminders.askAll(DUE);
        scene.reminders.askAll(DUE.plusSeconds(30));

        assertThat(reminders())
                .singleElement()
                .satisfies(mail ->
                        assertThat(mail.recipient()).isEqualTo(nora.email().typed()));
        assertThat(scene.audited(nora)).containsExactly("invitation.created");
    }

    @Test
    void aReminderCarriesANewLinkAndKillsTheOneBefore() {
        scene.reminders.askAll(DUE);
        assertThatNoException().isThrownBy(() -> scene.acceptance.open(first, DUE));

        var second = remind(DUE.plusSeconds(30), new Taken("250 taken"));

        assertThat(deadBecause(first, DUE.plusSeconds(30))).isEqualTo(DeadLink.Because.REPLACED);
        scene.acceptance.accept(second, "Nora", Optional.empty(), DUE.plusSeconds(60));
        assertThat(scene.memberWith(scene.acme, nora.email())).isPresent();
    }

    @Test
    void theInviterIsToldOfAReminderThatIsRefused() {
        remind(DUE, new Refused(new Trouble(Trouble.Cause.UNKNOWN_ADDRESS, "550 5.1.1 gone"), false));

        assertThat(scene.db
                        .sql("select account_id, detail from notice where subject_id = :id and kind = :kind")
                        .param("id", nora.id().value())
                        .param("kind", "INVITATION_NOT_DELIVERED")
                        .query((row, _) -> row.getObject(1) + " " + row.getString(2))
                        .list())
                .containsExactly(scene.ada.member().account().value() + " NO_SUCH_ADDRESS\n550 5.1.1 gone");
        assertThat(scene.now(nora, DUE).delivery().state()).isEqualTo(Delivery.State.FAILED);
        assertThatNoException().isThrownBy(() -> scene.acceptance.open(first, DUE));
    }

    @Test
    void aReminderSaysWhoInvitesUntilWhenAndGivesTheLink() {
        scene.reminders.askAll(DUE);

        var letter = letter();

        assertThat(letter.subject()).isEqualTo("Reminder: Ada invites you to acme");
        assertThat(letter.text())
                .startsWith("Reminder: Ada invites you to acme\n\n")
                .contains("open until 7 December 2026, 10:00 (UTC)", "/invitations/", "read access");
        assertThat(letter.html()).contains("open until 7 December 2026, 10:00 (UTC)", "/invitations/");
    }

    private Letter letter() {
        var queued = reminders();
        return scene.transaction
                .execute(_ -> scene.reminderMails.write(queued, DUE))
                .values()
                .iterator()
                .next();
    }

    @Test
    void theInvitationItselfDoesNotSpeakOfReminders() {
        scene.invitations.resend(scene.ada, nora.id(), DUE);

        var letter = scene.invitationLetters(scene.acme, DUE).getFirst();

        assertThat(letter.subject()).isEqualTo("Ada invites you to acme");
        assertThat(letter.text() + letter.html()).doesNotContain("eminder", "invited before");
    }

    @Test
    void aReminderTakenIsTheLastMail() {
        remind(DUE, new Taken("250 taken"));

        assertThat(scene.now(nora, DUE).sentAt()).isEqualTo(DUE);
        assertThat(scene.now(nora, DUE).delivery())
                .isEqualTo(new Delivery(Delivery.State.SENT, DUE, null, null, "250 taken"));
    }

    @Test
    void aReminderOnItsWayLeavesTheDeliveryOfTheInvitationAsItIs() {
        remind(DUE, new Delayed(new Trouble(Cause.PUT_OFF, "busy"), false, DUE.plusSeconds(60)));

        assertThat(scene.now(nora, DUE).delivery())
                .isEqualTo(new Delivery(Delivery.State.SENT, NOW, null, null, "250 taken"));
        assertThat(scene.now(nora, DUE).sentAt()).isEqualTo(NOW);
        assertThatNoException().isThrownBy(() -> scene.acceptance.open(first, DUE));
        assertThat(scene.write(reminders(), DUE.plusSeconds(60))).hasSize(1);
    }

    @Test
    void aReminderRefusedIsShownAndTakesTheFormerLinkBackIntoForce() {
        var second = remind(DUE, new Refused(new Trouble(Cause.REFUSED, "no such mailbox"), false));

        assertThat(scene.now(nora, DUE).delivery())
                .isEqualTo(new Delivery(
                        Delivery.State.FAILED,
                        DUE,
                        "The mail server refused this e-mail: no such mailbox",
                        null,
                        "no such mailbox"));
        assertThat(scene.now(nora, DUE).sentAt()).isEqualTo(NOW);
        assertThatNoException().isThrownBy(() -> scene.acceptance.open(first, DUE));
        assertThat(deadBecause(second, DUE)).isEqualTo(DeadLink.Because.UNKNOWN);
    }

    @Test
    void aResendStartsATermOfItsOwnWithAReminderOfItsOwn() {
        remind(DUE, new Taken("250 taken"));
        var resent = DUE.plusSeconds(60);
        scene.deliver(scene.invitations.resend(scene.ada, nora.id(), resent), resent);

        scene.reminders.askAll(resent.plus(TERM).minus(BEFORE).minusMillis(1));
        assertThat(reminders()).isEmpty();
        scene.reminders.askAll(resent.plus(TERM).minus(BEFORE));

        assertThat(reminders()).hasSize(1);
    }

    @Test
    void aReminderThatAResendOvertakesIsNotSent() {
        scene.reminders.askAll(DUE);
        var resent = scene.invitations.resend(scene.ada, nora.id(), DUE.plusSeconds(1));

        var token = scene.deliver(resent, DUE.plusSeconds(2));

        assertThat(reminders()).isEmpty();
        assertThat(scene.acceptance.open(token, DUE.plusSeconds(2)).invitation().id())
                .isEqualTo(nora.id());
    }

    @Test
    void anEditBringsNoSecondReminder() {
        remind(DUE, new Taken("250 taken"));
        scene.edit(scene.ada, nora.id(), OrgRole.ADMIN, List.of(), DUE.plusSeconds(1));

        scene.reminders.askAll(DUE.plusSeconds(30));

        assertThat(reminders()).isEmpty();
    }

    @Test
    void afterAMonthWithoutAnyJobWhatHasExpiredIsNotRemindedOf() {
        var young = scene.invited(scene.ada, scene.address("young"), NOW.plus(Duration.ofDays(18)));
        scene.deliver(young, NOW.plus(Duration.ofDays(18)));

        scene.reminders.askAll(NOW.plus(Duration.ofDays(31)));

        assertThat(reminders())
                .extracting(QueuedMail::recipient)
                .containsExactly(young.email().typed());
    }

    @Test
    void manyAreRemindedInBatches() {
        for (var i = 0; i < 3; i++) {
            var group = i;
            var to = IntStream.range(0, 50)
                    .mapToObj(n -> scene.address("many" + group + "x" + n))
                    .toList();
            scene.invitations.invite(scene.hank, Scene.asGuest(to), NOW);
        }
        var queued = scene.queue(scene.globex);
        scene.write(queued, NOW);
        scene.settle(queued, new Taken("250 taken"), NOW);

        scene.reminders.askAll(DUE);

        assertThat(scene.queue(scene.globex))
                .hasSize(150)
                .allMatch(mail -> mail.kind().equals(ReminderMails.KIND));
    }

    @Test
    void aClockThatJumpsBackBringsNoSecondReminder() {
        remind(DUE, new Taken("250 taken"));
        scene.reminders.askAll(NOW);

        scene.reminders.askAll(DUE.plusSeconds(1));

        assertThat(reminders()).isEmpty();
    }

    @Test
    void whatANodeWasAtWhenItDiedIsRemindedOfByAnother() {
        scene.transaction.executeWithoutResult(dying -> {
            Backstage.bean(ReminderStore.class).claim(BEFORE, DUE, Reminders.BATCH);
            dying.setRollbackOnly();
        });

        scene.reminders.askAll(DUE);

        assertThat(reminders()).hasSize(1);
    }

    private void assertNoReminder() {
        scene.reminders.askAll(DUE);
        assertThat(reminders()).isEmpty();
    }

    @Test
    void nobodyIsRemindedOfWhatHasNoAdminBehindIt() {
        scene.members.edit(
                scene.grace,
                scene.ada.member().id().value().toString(),
                new AccessEdit(OrgRole.MEMBER, List.of(), null),
                IfMatch.any(),
                NOW);

        assertNoReminder();
    }

    @Test
    void nobodyIsRemindedOfWhatHasAnAdminBehindItWhoseAccessIsOver() {
        scene.endAccess(scene.acme, scene.ada.member().id(), DUE);

        assertNoReminder();
    }

    @Test
    void nobodyIsRemindedByASuspendedOrganization() {
        scene.suspend(scene.acme, true, NOW);

        assertNoReminder();
    }

    @Test
    void nobodyIsRemindedOfWhatIsAcceptedCanceledOrExpired() {
        scene.acceptance.accept(first, "Nora", Optional.empty(), NOW);
        var olga = scene.invited("olga");
        scene.deliver(olga, NOW);
        scene.invitations.cancel(scene.ada, olga.id(), NOW);

        assertNoReminder();
        scene.reminders.askAll(NOW.plus(TERM));
        assertThat(reminders()).isEmpty();
    }

    @Test
    void nobodyIsRemindedOfWhatHasNotBeenDelivered() {
        var olga = scene.invited("olga");
        var queued = scene.queue(scene.acme);
        scene.write(queued, NOW);
        scene.settle(queued, new Refused(new Trouble(Cause.REFUSED, "no such mailbox"), false), NOW);
        var waiting = scene.invited("paul");

        scene.reminders.askAll(DUE);

        assertThat(scene.queuedTo(olga)).isEmpty();
        assertThat(scene.queuedTo(waiting)).containsExactly(InvitationMails.KIND);
        assertThat(scene.queuedTo(nora)).containsExactly(ReminderMails.KIND);
    }

    @Test
    void nobodyIsRemindedWhoIsInAlready() {
        scene.own(scene.linus, nora.email());

        assertNoReminder();
    }

    @Test
    void nobodyIsRemindedOfAccessThatIsOver() {
        scene.invitations.edit(
                scene.ada,
                nora.id(),
                new AccessEdit(null, null, new AccessEdit.End(DUE.minusSeconds(1))),
                IfMatch.any(),
                NOW);

        assertNoReminder();
    }

    @Test
    void aQueuedReminderIsNotSentOnceItHelpsNobody() {
        scene.reminders.askAll(DUE);
        scene.suspend(scene.acme, true, DUE);
        scene.suspend(scene.acme, false, DUE);

        assertThat(scene.write(reminders(), DUE)).isEmpty();
        assertThat(reminders()).isEmpty();
    }

    @Test
    void aQueuedReminderIsNotSentOnceTheInvitationIsNoLongerPending() {
        var olga = scene.invited("olga");
        scene.deliver(olga, NOW);
        scene.reminders.askAll(DUE);
        assertThat(reminders()).hasSize(2);
        scene.acceptance.accept(first, "Nora", Optional.empty(), DUE);

        assertThat(scene.write(reminders(), NOW.plus(TERM))).isEmpty();
    }

    @Test
    void remindersDoNotCountAsMailsToAnAddress() {
        for (var i = 1; i < 10; i++) {
            scene.invitations.resend(scene.ada, nora.id(), NOW.plusSeconds(i));
        }
        scene.deliver(nora, NOW.plusSeconds(10));
        scene.reminders.askAll(DUE.plusSeconds(9));

        assertThat(reminders()).hasSize(1);
        assertThatNoException().isThrownBy(() -> scene.invitations.resend(scene.ada, nora.id(), DUE.plusSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({"P14D, PT0S", "P14D, P14D", "P14D, P15D"})
    void withoutATimeBeforeTheEndNobodyIsReminded(Duration validFor, Duration before) {
        some(validFor, before).askAll(DUE);
        some(validFor, before).askAll(NOW.plus(TERM).minusMillis(1));

        assertThat(reminders()).isEmpty();
    }

    @Test
    void anInvitationWithATermShorterThanTheTimeBeforeItsEndIsNotRemindedOf() {
        some(TERM.plusDays(20), TERM).askAll(NOW.plusSeconds(1));

        assertThat(reminders()).isEmpty();
    }

    private static Reminders some(Duration validFor, Duration before) {
        var settings = new InvitationSettings(
                new InvitationSettings.Times(validFor, before), new InvitationSettings.Limits(10, 500, 10, 1));
        return new Reminders(
                Backstage.bean(ReminderStore.class),
                Backstage.bean(MailQueue.class),
                settings,
                Backstage.bean(org.springframework.transaction.support.TransactionTemplate.class),
                Backstage.bean(InstantSource.class));
    }

    @Test
    void aNegativeTimeIsNoSetting() {
        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(() -> new InvitationSettings.Times(TERM, Duration.ofDays(-1)))
                .withMessageContaining("FOYER_INVITATIONS_REMIND_BEFORE");
    }
}
