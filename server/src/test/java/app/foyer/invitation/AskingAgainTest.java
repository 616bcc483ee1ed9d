package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.TERM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.database.Secrets;
import app.foyer.invitation.AskingAgain.Answer;
import app.foyer.people.AccessEdit;
import app.foyer.people.NoticePace;
import app.foyer.people.OrgRole;
import app.foyer.problem.IfMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who is told what when somebody with a dead link asks for a new invitation, and what inviters hear otherwise.
class AskingAgainTest {
    private static final Instant END = NOW.plus(TERM);

    private final Scene scene = new Scene();
    private final AskingAgain asking = Backstage.bean(AskingAgain.class);
    private final Invitation nora = scene.invited("nora");
    private final String token = scene.deliver(nora, NOW);

    private Answer ask(String with, Instant now) {
        return asking.ask(with, Optional.empty(), now);
    }

    /// Who has been told of what, as `kind about account`.
    private List<String> told() {
        return scene.db
                .sql("""
                select n.kind, n.about, a.name from notice n join account a on a.id = n.account_id
                 where n.organization_id = :organization order by n.at, a.name
                """)
                .param("organization", scene.acme.id().value())
                .query((row, _) -> row.getString("kind") + " " + row.getString("about") + " " + row.getString("name"))
                .list();
    }

    private String of(String kind, Invitation about, String account) {
        return kind + " " + about.email().typed() + " " + account;
    }

    @Test
    void theInviterIsToldOfWhoAsks() {
        var answer = ask(token, END);

        assertThat(answer).isInstanceOf(Answer.PassedOn.class);
        assertThat(told()).containsExactly(of("INVITATION_ASKED_AGAIN", nora, "Ada"));
        assertThat(scene.audited(nora)).containsExactly("invitation.created", "invitation.asked-again");
        assertThat(scene.lastEvent(nora))
                .containsEntry("actor_name", nora.email().typed());
    }

    @Test
    void theNoticeReachesTheInvitersMailbox() {
        ask(token, END);

        assertThat(scene.queue(scene.acme))
                .singleElement()
                .satisfies(mail -> assertThat(mail.recipient())
                        .isEqualTo(scene.ada.member().email()));
    }

    @Test
    void askingChangesNothingAboutTheInvitation() {
        var before = scene.now(nora, END);

        ask(token, END);

        assertThat(scene.now(nora, END)).isEqualTo(before);
    }

    @Test
    void allAdminsAreToldWhenTheInviterIsNoneAnyMore() {
        scene.member("Olga", scene.acme, OrgRole.ADMIN);
        scene.members.edit(
                scene.grace,
                scene.ada.member().id().value().toString(),
                new AccessEdit(OrgRole.MEMBER, List.of(), null),
                IfMatch.any(),
                NOW);

        ask(token, NOW);

        assertThat(told())
                .filteredOn(line -> line.startsWith("INVITATION_ASKED_AGAIN"))
                .containsExactly(
                        of("INVITATION_ASKED_AGAIN", nora, "Grace"), of("INVITATION_ASKED_AGAIN", nora, "Olga"));
    }

    @Test
    void whenTheInviterWantsNoNoticesTheOtherAdminsAreTold() {
        scene.notices.choose(scene.ada, NoticePace.NONE);

        var answer = ask(token, END);

        assertThat(answer).isInstanceOf(Answer.PassedOn.class);
        assertThat(told()).containsExactly(of("INVITATION_ASKED_AGAIN", nora, "Grace"));
    }

    @Test
    void whenNoAdminWantsNoticesItCannotBeAskedFor() {
        scene.notices.choose(scene.ada, NoticePace.NONE);
        scene.notices.choose(scene.grace, NoticePace.NONE);

        assertDead(token, END, DeadLink.Because.EXPIRED);

        assertThat(told()).isEmpty();
        assertThat(scene.audited(nora)).containsExactly("invitation.created");
    }

    @Test
    void onceAnHourIsEnough() {
        ask(token, END);

        var again = ask(token, END.plus(Duration.ofMinutes(20)));
        var later = ask(token, END.plus(Duration.ofHours(1)));

        assertThat(again)
                .isInstanceOfSatisfying(
                        Answer.TooSoon.class,
                        soon -> assertThat(soon.retryAfter()).isEqualTo(Duration.ofMinutes(40)));
        assertThat(later).isInstanceOf(Answer.PassedOn.class);
        assertThat(told()).hasSize(2);
        assertThat(scene.audited(nora)).hasSize(3);
    }

    @Test
    void theLimitIsPerInvitation() {
        var olga = scene.deliver(scene.invited("olga"), NOW);
        ask(token, END);

        assertThat(ask(olga, END)).isInstanceOf(Answer.PassedOn.class);
    }

    @Test
    void anOlderLinkOfTheSameInvitationSharesItsLimit() {
        scene.deliver(scene.invitations.resend(scene.ada, nora.id(), NOW.plusSeconds(1)), NOW.plusSeconds(1));
        var end = NOW.plusSeconds(1).plus(TERM);
        ask(token, end);

        assertThat(ask(token, end)).isInstanceOf(Answer.TooSoon.class);
    }

    @Test
    void aGoodLinkNeedsNoNewInvitation() {
        assertThat(ask(token, NOW)).isInstanceOf(Answer.NoNeed.class);
        assertThat(told()).isEmpty();
        assertThat(scene.audited(nora)).containsExactly("invitation.created");
    }

    @Test
    void aLinkThatWasReplacedMayAskToo() {
        scene.deliver(scene.invitations.resend(scene.ada, nora.id(), NOW.plusSeconds(1)), NOW.plusSeconds(1));

        assertThat(ask(token, NOW.plusSeconds(2))).isInstanceOf(Answer.PassedOn.class);
    }

    @Test
    void acceptedAndSuspendedOnesAreNotAskedFor() {
        var olga = scene.deliver(scene.invited("olga"), NOW);
        scene.acceptance.accept(token, "Nora", Optional.empty(), NOW);
        assertDead(token, NOW, DeadLink.Because.ACCEPTED);

        scene.suspend(scene.acme, true, NOW);
        assertDead(olga, NOW, DeadLink.Because.SUSPENDED);
        assertDead(olga, END, DeadLink.Because.EXPIRED);

        assertThat(told()).noneMatch(line -> line.startsWith("INVITATION_ASKED_AGAIN"));
    }

    @Test
    void withoutTheSecretNobodyIsTold() {
        var link = InvitationLink.parse(token).orElseThrow();
        var before = scene.everything(scene.acme);

        assertDead(
                new InvitationLink(link.organization(), link.invitation(), Secrets.next()).token(),
                END,
                DeadLink.Because.UNKNOWN);
        assertDead(
                new InvitationLink(scene.globex.id(), link.invitation(), link.secret()).token(),
                END,
                DeadLink.Because.UNKNOWN);
        assertDead(
                new InvitationLink(link.organization(), new InvitationId(new UUID(1, 1)), link.secret()).token(),
                END,
                DeadLink.Because.UNKNOWN);
        assertDead("nonsense", END, DeadLink.Because.UNKNOWN);
        assertThat(scene.everything(scene.acme)).isEqualTo(before);
    }

    private void assertDead(String with, Instant now, DeadLink.Because because) {
        assertThatExceptionOfType(DeadLink.class)
                .isThrownBy(() -> ask(with, now))
                .satisfies(dead -> assertThat(dead.because()).isEqualTo(because));
    }

    @Test
    void whoeverIsSignedInAsksInTheirOwnName() {
        var person = scene.signedIn(scene.account("Nora", nora.email()));

        asking.ask(token, Optional.of(person), END);

        assertThat(scene.lastEvent(nora))
                .containsEntry("actor_name", "Nora")
                .containsEntry("from_address", "192.0.2.7");
    }

    @Test
    void theInviterHearsOfAcceptances() {
        scene.acceptance.accept(token, "Nora", Optional.empty(), NOW);

        assertThat(told()).containsExactly(of("INVITATION_ACCEPTED", nora, "Ada"));
        assertThat(detail()).isEqualTo("Nora");
    }

    private @Nullable String detail() {
        Map<String, @Nullable Object> row = scene.db
                .sql("select detail from notice where organization_id = :organization")
                .param("organization", scene.acme.id().value())
                .query()
                .singleRow();
        return (String) row.get("detail");
    }

    @Test
    void theInviterHearsOfRefusals() {
        scene.acceptance.decline(token, Optional.empty(), NOW);

        assertThat(told()).containsExactly(of("INVITATION_DECLINED", nora, "Ada"));
    }

    @Test
    void theInviterHearsOfExpiryOnce() {
        scene.expiry.noteAll(END);
        scene.expiry.noteAll(END.plusSeconds(30));

        assertThat(told()).containsExactly(of("INVITATION_EXPIRED", nora, "Ada"));
    }

    @Test
    void manyExpiriesAtOnceComeInOneLetter() {
        scene.invitations.invite(scene.ada, Scene.asGuest(scene.addresses(10)), NOW);

        scene.expiry.noteAll(END);

        assertThat(told()).hasSize(11);
        assertThat(scene.queue(scene.acme))
                .filteredOn(mail -> mail.recipient().equals(scene.ada.member().email()))
                .hasSize(1);
    }

    @Test
    void anInviterWhoIsNoAdminAnyMoreHearsNothing() {
        scene.members.edit(
                scene.grace,
                scene.ada.member().id().value().toString(),
                new AccessEdit(OrgRole.MEMBER, List.of(), null),
                IfMatch.any(),
                NOW);

        scene.expiry.noteAll(END);

        assertThat(told()).noneMatch(line -> line.startsWith("INVITATION_EXPIRED"));
    }

    @Test
    void aSuspendedOrganizationIsToldOfNoExpiry() {
        scene.suspend(scene.acme, true, NOW);

        scene.expiry.noteAll(END);

        assertThat(scene.audited(nora)).containsExactly("invitation.created", "invitation.expired");
        assertThat(told()).isEmpty();
    }
}
