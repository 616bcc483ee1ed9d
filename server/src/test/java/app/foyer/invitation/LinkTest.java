package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.database.Secrets;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import app.foyer.mail.QueuedMail;
import app.foyer.mail.Trouble;
import app.foyer.mail.Trouble.Cause;
import app.foyer.organization.OrganizationId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which links open, from the making of a secret to its end.
class LinkTest {
    private final Scene scene = new Scene();
    private final Invitation invitation = scene.invited("nora");
    private final FirstSecrets firstSecrets = Backstage.bean(FirstSecrets.class);

    @Test
    void aDeliveredLinkOpensAndChangesNothing() {
        var token = scene.deliver(invitation, NOW);
        var before = scene.everything(scene.acme);

        var offer = scene.acceptance.open(token, NOW);

        assertThat(offer.invitation().id()).isEqualTo(invitation.id());
        assertThat(scene.everything(scene.acme)).isEqualTo(before);
    }

    static Stream<Tampering> tamperings() {
        return Stream.of(
                (link, other) -> new InvitationLink(other.organization(), link.invitation(), link.secret()),
                (link, other) -> new InvitationLink(link.organization(), other.id(), link.secret()),
                (link, other) -> new InvitationLink(other.organization(), other.id(), link.secret()),
                (link, _) -> new InvitationLink(link.organization(), link.invitation(), Secrets.next()),
                (link, _) -> new InvitationLink(
                        new OrganizationId(new UUID(1, 1)), new InvitationId(new UUID(1, 1)), link.secret()));
    }

    /// A way to make another link out of a good one.
    interface Tampering {
        InvitationLink make(InvitationLink good, Invitation other);
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void aTamperedLinkIsUnknownToEveryVerb(Tampering tampering) {
        var good = InvitationLink.parse(scene.deliver(invitation, NOW)).orElseThrow();
        var other = scene.invited(scene.hank, scene.address("olga"), NOW);
        scene.deliver(other, NOW);

        var token = tampering.make(good, other).token();

        assertDead(token, DeadLink.Because.UNKNOWN);
    }

    @Test
    void textThatIsNoTokenIsUnknown() {
        assertDead("", DeadLink.Because.UNKNOWN);
        assertDead("../../etc/passwd", DeadLink.Because.UNKNOWN);
        assertDead("Ä".repeat(86), DeadLink.Because.UNKNOWN);
        assertDead("A".repeat(10_000), DeadLink.Because.UNKNOWN);
    }

    private void assertDead(String token, DeadLink.Because because) {
        assertThatExceptionOfType(DeadLink.class)
                .isThrownBy(() -> scene.acceptance.open(token, NOW))
                .satisfies(dead -> assertThat(dead.because()).isEqualTo(because));
        assertThatExceptionOfType(DeadLink.class)
                .isThrownBy(() -> scene.acceptance.accept(token, "Nora", Optional.empty(), NOW))
                .satisfies(dead -> assertThat(dead.because()).isEqualTo(because));
        assertThatExceptionOfType(DeadLink.class)
                .isThrownBy(() -> scene.acceptance.decline(token, Optional.empty(), NOW))
                .satisfies(dead -> assertThat(dead.because()).isEqualTo(because));
    }

    @Test
    void aNewerLinkReplacesTheOneBefore() {
        var first = scene.deliver(invitation, NOW);
        var resent = scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));

        var second = scene.deliver(resent, NOW.plusMillis(1));

        assertDead(first, DeadLink.Because.REPLACED);
        assertOpens(second);
    }

    @Test
    void aMailThatTheServerRefusesTakesTheFormerLinkBackIntoForce() {
        var first = scene.deliver(invitation, NOW);
        scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));
        var queued = scene.queue(scene.acme);
        var second = scene.write(queued, NOW).values().iterator().next();

        scene.settle(queued, new Refused(new Trouble(Cause.REFUSED, "no such mailbox"), false), NOW);

        assertOpens(first);
        assertDead(second, DeadLink.Because.UNKNOWN);
        assertThat(scene.now(invitation, NOW).delivery())
                .isEqualTo(new Delivery(
                        Delivery.State.FAILED,
                        NOW,
                        "The mail server refused this e-mail: no such mailbox",
                        null,
                        "no such mailbox"));
    }

    @Test
    void aMailThatTheServerSurelyHasNotTakenTakesTheFormerLinkBackIntoForce() {
        var first = scene.deliver(invitation, NOW);
        scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));
        var queued = scene.queue(scene.acme);
        scene.write(queued, NOW);

        scene.settle(queued, new Delayed(new Trouble(Cause.PUT_OFF, "busy"), false, NOW.plusSeconds(60)), NOW);

        assertOpens(first);
        assertThat(scene.now(invitation, NOW).delivery().state()).isEqualTo(Delivery.State.QUEUED);
    }

    @Test
    void aMailThatTheServerHasPerhapsTakenKeepsItsLink() {
        var first = scene.deliver(invitation, NOW);
        scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));
        var queued = scene.queue(scene.acme);
        var second = scene.write(queued, NOW).values().iterator().next();

        scene.settle(
                queued, new Delayed(new Trouble(Cause.PUT_OFF, "connection lost"), true, NOW.plusSeconds(60)), NOW);

        assertDead(first, DeadLink.Because.REPLACED);
        assertOpens(second);
    }

    @Test
    void theFirstMailCarriesTheSecretThatItsInvitationBeganWith() {
        var begunWith = secretHash();

        var token =
                scene.write(scene.queue(scene.acme), NOW).values().iterator().next();

        assertThat(begunWith)
                .isEqualTo(
                        Secrets.sha256(InvitationLink.parse(token).orElseThrow().secret()));
        assertThat(secretHash()).isEqualTo(begunWith);
        assertOpens(token);
    }

    @Test
    void aFirstMailThatLeavesFromAnotherNodeCarriesASecretOfItsOwn() {
        var begunWith = secretHash();
        var queued = scene.queue(scene.acme);
        assertThat(firstSecrets.take(queued.getFirst())).isPresent();

        var token = scene.write(queued, NOW).values().iterator().next();

        assertThat(secretHash()).isNotEqualTo(begunWith);
        assertOpens(token);
    }

    @Test
    void aFirstSecretIsGivenOnce() {
        var mail = scene.queue(scene.acme).getFirst();

        assertThat(firstSecrets.take(mail)).isPresent();

        assertThat(firstSecrets.take(mail)).isEmpty();
    }

    @Test
    void aFirstSecretIsNotForALaterMail() {
        scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));
        var later = scene.queue(scene.acme).getLast();

        assertThat(firstSecrets.take(later)).isEmpty();
    }

    @Test
    void anInvitationCanceledBeforeItsFirstMailIsWrittenSendsNone() {
        scene.invitations.cancel(scene.ada, invitation.id(), NOW);

        assertThat(scene.write(scene.queue(scene.acme), NOW)).isEmpty();
    }

    @Test
    void bothCopiesOfAFirstMailThatPerhapsArrivedTwiceOpen() {
        var queued = scene.queue(scene.acme);
        var first = scene.write(queued, NOW).values().iterator().next();
        scene.settle(queued, new Delayed(new Trouble(Cause.CONNECTION_LOST, "lost"), true, NOW.plusSeconds(60)), NOW);

        var second = scene.write(queued, NOW).values().iterator().next();

        assertOpens(first);
        assertOpens(second);
        assertThat(second).isNotEqualTo(first);
    }

    private byte[] secretHash() {
        return scene.db
                .sql("select secret_hash from invitation where id = :id")
                .param("id", invitation.id().value())
                .query(byte[].class)
                .single();
    }

    @Test
    void bothCopiesOfAMailThatPerhapsArrivedTwiceOpenUntilItIsSentAnew() {
        var former = scene.deliver(invitation, NOW);
        var resent = scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));
        var queued = scene.queue(scene.acme);
        var first = scene.write(queued, NOW).values().iterator().next();

        var second = scene.write(queued, NOW).values().iterator().next();

        assertDead(former, DeadLink.Because.REPLACED);
        assertOpens(first);
        assertOpens(second);
        scene.settle(queued, new Taken("250 taken"), NOW);
        scene.invitations.resend(scene.ada, resent.id(), NOW.plusMillis(2));
        assertOpens(scene.deliver(resent, NOW.plusMillis(2)));
        assertDead(first, DeadLink.Because.REPLACED);
        assertDead(second, DeadLink.Because.REPLACED);
    }

    @Test
    void aCopyThatSurelyDidNotArriveLeavesTheOneBeforeItInForce() {
        var queued = scene.queue(scene.acme);
        var first = scene.write(queued, NOW).values().iterator().next();
        var perhaps = new Delayed(new Trouble(Cause.CONNECTION_LOST, "lost"), true, NOW.plusSeconds(60));
        scene.settle(queued, perhaps, NOW);
        var second = scene.write(queued, NOW).values().iterator().next();

        scene.settle(queued, new Delayed(new Trouble(Cause.PUT_OFF, "busy"), false, NOW.plusSeconds(60)), NOW);

        assertOpens(first);
        assertDead(second, DeadLink.Because.UNKNOWN);
        var third = scene.write(queued, NOW).values().iterator().next();
        assertOpens(first);
        assertOpens(third);
    }

    @Test
    void aFirstMailThatFailsLeavesNoLinkBehind() {
        var queued = scene.queue(scene.acme);
        var token = scene.write(queued, NOW).values().iterator().next();

        scene.settle(queued, new Refused(new Trouble(Cause.REFUSED, "no such mailbox"), false), NOW);

        assertDead(token, DeadLink.Because.UNKNOWN);
    }

    @Test
    void aResendBeforeTheFirstMailWentOutSendsOnlyOne() {
        scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));

        var written = scene.write(scene.queue(scene.acme), NOW.plusMillis(1));

        assertThat(written).hasSize(1);
        assertThat(scene.queue(scene.acme)).hasSize(1);
        assertOpens(written.values().iterator().next());
    }

    @Test
    void theOrderInWhichQueuedMailsAreWrittenDoesNotMatter() {
        scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));

        var written = scene.write(scene.queue(scene.acme).reversed(), NOW.plusMillis(1));

        assertThat(written).hasSize(1);
        assertOpens(written.values().iterator().next());
    }

    @Test
    void whatBecameOfAnOverhauledMailIsNotNoted() {
        var first = scene.queue(scene.acme);
        scene.write(first, NOW);
        scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));

        scene.settle(first, new Refused(new Trouble(Cause.REFUSED, "no such mailbox"), false), NOW);

        assertThat(scene.now(invitation, NOW).delivery()).isEqualTo(Delivery.queued());
    }

    @Test
    void aMailThatFailsIsToldToTheInviterAndCanBeResent() {
        scene.write(scene.queue(scene.acme), NOW);
        scene.settle(
                scene.queue(scene.acme), new Refused(new Trouble(Cause.UNKNOWN_ADDRESS, "550 5.1.1 who"), false), NOW);

        assertThat(scene.db
                        .sql("select account_id, detail from notice where subject_id = :id and kind = :kind")
                        .param("id", invitation.id().value())
                        .param("kind", "INVITATION_NOT_DELIVERED")
                        .query((row, _) -> row.getObject(1) + " " + row.getString(2))
                        .list())
                .containsExactly(scene.ada.member().account().value() + " NO_SUCH_ADDRESS\n550 5.1.1 who");
        scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));
        assertThat(scene.now(invitation, NOW).delivery()).isEqualTo(Delivery.queued());
        assertOpens(scene.deliver(invitation, NOW.plusMillis(1)));
    }

    @Test
    void whatHasBeenTriedInVainIsFoundAsNotDelivered() {
        var olga = scene.invited("olga");
        var queued = scene.queue(scene.acme);
        scene.write(queued, NOW);
        var nextTry = NOW.plusSeconds(60);
        scene.settle(
                queued.stream()
                        .filter(mail -> mail.subject().equals(olga.id().value()))
                        .toList(),
                new Delayed(new Trouble(Cause.PUT_OFF, "451 later"), false, nextTry),
                NOW);

        var search = new InvitationSearch("", Optional.empty(), Optional.of(DeliveryFilter.NOT_DELIVERED));
        assertThat(scene.list
                        .find(scene.ada, search, Optional.empty(), 50, NOW)
                        .page()
                        .rows())
                .singleElement()
                .satisfies(found -> assertThat(found.delivery())
                        .isEqualTo(new Delivery(
                                Delivery.State.QUEUED,
                                null,
                                "The mail server asks to try again later: 451 later",
                                nextTry,
                                "451 later")));
        assertThat(scene.list.count(scene.ada, search, NOW)).contains(1);
    }

    @Test
    void aMailThatHasBeenGivenUpThoughPerhapsTakenKeepsItsLink() {
        var queued = scene.queue(scene.acme);
        var token = scene.write(queued, NOW).values().iterator().next();

        scene.settle(queued, new Refused(new Trouble(Cause.CONNECTION_LOST, "lost"), true), NOW);

        assertOpens(token);
        assertThat(scene.now(invitation, NOW).delivery().reason())
                .isEqualTo("Foyer has stopped trying. The connection to the mail server broke: lost");
    }

    @Test
    void aMailThatIsPutBackUntriedTakesTheFormerLinkBackIntoForce() {
        var first = scene.deliver(invitation, NOW);
        scene.invitations.resend(scene.ada, invitation.id(), NOW.plusMillis(1));
        var queued = scene.queue(scene.acme);
        scene.write(queued, NOW);

        scene.putBack(queued);

        assertOpens(first);
        assertThat(scene.now(invitation, NOW).delivery()).isEqualTo(Delivery.queued());
    }

    @Test
    void aMailTakenIsNoted() {
        scene.deliver(invitation, NOW.plusSeconds(3));

        assertThat(scene.now(invitation, NOW).delivery())
                .isEqualTo(new Delivery(Delivery.State.SENT, NOW.plusSeconds(3), null, null, "250 taken"));
        assertThat(scene.now(invitation, NOW).sentAt()).isEqualTo(NOW.plusSeconds(3));
    }

    @Test
    void mailsOfSeveralInvitationsCarryEachItsOwnLink() {
        var olga = scene.invited("olga");
        var queued = scene.queue(scene.acme);

        var tokens = scene.write(queued, NOW);
        scene.settle(queued, new Taken("250 taken"), NOW);

        assertThat(queued)
                .allSatisfy(mail -> assertThat(opened(tokens.getOrDefault(mail.id(), "none")))
                        .isEqualTo(mail.subject()));
        assertThat(List.of(invitation, olga)).extracting(i -> i.id().value()).hasSameElementsAs(subjects(queued));
    }

    private UUID opened(String token) {
        return scene.acceptance.open(token, NOW).invitation().id().value();
    }

    private static List<UUID> subjects(List<QueuedMail> queued) {
        return queued.stream().map(QueuedMail::subject).toList();
    }

    private void assertOpens(String token) {
        assertThat(scene.acceptance.open(token, NOW).invitation().id()).isEqualTo(invitation.id());
    }

    @Test
    void whatCannotBeAcceptedNowCanBeDeclinedAllTheSame() {
        var token = scene.deliver(invitation, NOW);
        scene.suspend(scene.acme, true, NOW);

        scene.acceptance.decline(token, Optional.empty(), NOW);

        assertThat(scene.now(invitation, NOW).status(NOW)).isEqualTo(InvitationStatus.CANCELED);
        assertDead(token, DeadLink.Because.DECLINED);
    }

    @Test
    void theSecretIsStoredNowhere() {
        var token = scene.deliver(invitation, NOW);
        var secret = InvitationLink.parse(token).orElseThrow().secret();

        var all = scene.everything(scene.acme);

        assertThat(all)
                .contains(hex(Secrets.sha256(secret)))
                .doesNotContain(hex(secret))
                .doesNotContain(token)
                .doesNotContain(Secrets.text(secret));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
