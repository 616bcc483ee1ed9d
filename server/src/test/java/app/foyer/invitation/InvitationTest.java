package app.foyer.invitation;

import static app.foyer.invitation.InvitationBuilder.anInvitation;
import static app.foyer.invitation.InvitationStatus.ACCEPTED;
import static app.foyer.invitation.InvitationStatus.CANCELED;
import static app.foyer.invitation.InvitationStatus.EXPIRED;
import static app.foyer.invitation.InvitationStatus.PENDING;
import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.TERM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.people.Access;
import app.foyer.people.OrgRole;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The machine: which verb does what in which state.
class InvitationTest {
    private static final Duration DAY = Duration.ofDays(1);

    /// What can be done with an invitation, and what it is then.
    enum Verb {
        ACCEPT(i -> i.accept(NOW), ACCEPTED),
        CANCEL(i -> i.cancel(NOW), CANCELED),
        DECLINE(i -> i.decline(NOW), CANCELED),
        RESEND(i -> i.resend(InvitationBuilder.GRACE, TERM, NOW), PENDING),
        EDIT(i -> i.with(Access.of(OrgRole.ADMIN, List.of()), NOW), PENDING);

        private final UnaryOperator<Invitation> does;
        private final InvitationStatus result;

        Verb(UnaryOperator<Invitation> does, InvitationStatus result) {
            this.does = does;
            this.result = result;
        }

        boolean isAllowedOn(InvitationStatus status) {
            return status == PENDING || this == RESEND && status == EXPIRED;
        }
    }

    record Case(Verb verb, InvitationStatus status) {}

    static Stream<Case> allowed() {
        return all().filter(c -> c.verb.isAllowedOn(c.status));
    }

    static Stream<Case> refused() {
        return all().filter(c -> !c.verb.isAllowedOn(c.status));
    }

    private static Stream<Case> all() {
        return Stream.of(Verb.values())
                .flatMap(verb -> Stream.of(InvitationStatus.values()).map(status -> new Case(verb, status)));
    }

    private static Invitation in(InvitationStatus status) {
        return switch (status) {
            case PENDING -> anInvitation().build();
            case ACCEPTED -> anInvitation().accepted().build();
            case CANCELED -> anInvitation().canceled().build();
            case EXPIRED -> anInvitation().expired().build();
        };
    }

    @ParameterizedTest
    @MethodSource
    void allowed(Case one) {
        var after = one.verb.does.apply(in(one.status));

        assertThat(after.status(NOW)).isEqualTo(one.verb.result);
    }

    @ParameterizedTest
    @MethodSource
    void refused(Case one) {
        var invitation = in(one.status);

        assertThatExceptionOfType(InvitationNotPending.class).isThrownBy(() -> one.verb.does.apply(invitation));
    }

    @ParameterizedTest
    @EnumSource(InvitationStatus.class)
    void whatIsOfferedIsWhatIsAllowed(InvitationStatus status) {
        var invitation = in(status);

        assertThat(invitation.resendable(NOW)).isEqualTo(Verb.RESEND.isAllowedOn(status));
        assertThat(invitation.cancelable(NOW)).isEqualTo(Verb.CANCEL.isAllowedOn(status));
    }

    @Test
    void anInvitationIsExpiredFromTheInstantItsTermEnds() {
        var invitation = anInvitation().build();

        assertThat(invitation.status(invitation.expiresAt().minusMillis(1))).isEqualTo(PENDING);
        assertThat(invitation.status(invitation.expiresAt())).isEqualTo(EXPIRED);
    }

    @Test
    void anAcceptedInvitationStaysAcceptedWhenItsTermEnds() {
        var accepted = anInvitation().accepted().build();

        assertThat(accepted.status(accepted.expiresAt().plus(DAY))).isEqualTo(ACCEPTED);
    }

    @Test
    void decliningIsCancelingByTheInvitee() {
        var declined = anInvitation().build().decline(NOW);

        assertThat(declined.state()).isEqualTo(new InvitationState.Canceled(NOW, true));
    }

    @Test
    void cancelingIsNotDeclining() {
        var canceled = anInvitation().build().cancel(NOW);

        assertThat(canceled.state()).isEqualTo(new InvitationState.Canceled(NOW, false));
    }

    @Test
    void anExpiredInvitationThatIsNotRenewableIsNotResent() {
        var invitation = anInvitation().expired().notRenewable().build();

        assertThat(invitation.resendable(NOW)).isFalse();
        assertThatExceptionOfType(InvitationNotPending.class)
                .isThrownBy(() -> invitation.resend(InvitationBuilder.GRACE, TERM, NOW));
    }

    @Test
    void resendingStartsAnotherFullTermAndANewDelivery() {
        var later = NOW.plus(DAY);

        var resent = anInvitation().build().resend(InvitationBuilder.GRACE, TERM, later);

        assertThat(resent.expiresAt()).isEqualTo(later.plus(TERM));
        assertThat(resent.requestedAt()).isEqualTo(later);
        assertThat(resent.delivery()).isEqualTo(Delivery.queued());
    }

    @Test
    void resendingKeepsTheInviterWhoIsStillAnAdmin() {
        var resent = anInvitation().build().resend(InvitationBuilder.GRACE, TERM, NOW);

        assertThat(resent.invitedBy()).isEqualTo(InvitationBuilder.ADA);
    }

    @Test
    void whoeverResendsTakesThePlaceOfAnInviterWhoIsNoAdminAnyMore() {
        var resent = anInvitation().withoutSponsor().build().resend(InvitationBuilder.GRACE, TERM, NOW);

        assertThat(resent.invitedBy()).isEqualTo(InvitationBuilder.GRACE);
        assertThat(resent.sponsored()).isTrue();
    }

    @Test
    void resendsAreRememberedForADay() {
        var once = anInvitation().build().resend(InvitationBuilder.GRACE, TERM, NOW);

        var twice = once.resend(InvitationBuilder.GRACE, TERM, NOW.plus(DAY).minusMillis(1));
        var thrice = twice.resend(InvitationBuilder.GRACE, TERM, NOW.plus(DAY));

        assertThat(twice.resentAt()).hasSize(2);
        assertThat(thrice.resentAt()).containsExactly(NOW.plus(DAY).minusMillis(1), NOW.plus(DAY));
    }
}
