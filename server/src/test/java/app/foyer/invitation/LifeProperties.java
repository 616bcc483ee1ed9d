package app.foyer.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import app.foyer.account.EmailAddress;
import app.foyer.database.Secrets;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Refused;
import app.foyer.mail.Correspondent.Outcome.Taken;
import app.foyer.mail.QueuedMail;
import app.foyer.mail.Trouble;
import app.foyer.mail.Trouble.Cause;
import app.foyer.organization.Organization;
import app.foyer.people.Acting;
import app.foyer.people.OrgRole;
import app.foyer.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/// Whatever is done in whatever order, some things are always so.
class LifeProperties {

    /// What may happen next to one address in one organization.
    enum Verb {
        INVITE,
        DELIVER,
        LOSE_MAIL,
        PERHAPS_DELIVER,
        ACCEPT_BY_NEWEST_LINK,
        ACCEPT_BY_OLDEST_LINK,
        ACCEPT_SIGNED_IN,
        CANCEL,
        DECLINE,
        RESEND,
        EDIT,
        WAIT_A_DAY,
        WAIT_A_TERM,
        WAIT_UNTIL_REMINDED,
        CLOCK_JUMPS_BACK,
        NOTE_EXPIRY,
        ASK_FOR_REMINDERS,
        ASK_AGAIN,
        SUSPEND,
        RESUME
    }

    record Step(Verb verb, boolean acme, int address, int which) {}

    @Provide
    Arbitrary<List<Step>> lives() {
        var verbs = Arbitraries.frequency(
                Tuple.of(5, Verb.INVITE),
                Tuple.of(6, Verb.DELIVER),
                Tuple.of(1, Verb.LOSE_MAIL),
                Tuple.of(1, Verb.PERHAPS_DELIVER),
                Tuple.of(2, Verb.ACCEPT_BY_NEWEST_LINK),
                Tuple.of(1, Verb.ACCEPT_BY_OLDEST_LINK),
                Tuple.of(1, Verb.ACCEPT_SIGNED_IN),
                Tuple.of(1, Verb.CANCEL),
                Tuple.of(1, Verb.DECLINE),
                Tuple.of(3, Verb.RESEND),
                Tuple.of(1, Verb.EDIT),
                Tuple.of(1, Verb.WAIT_A_DAY),
                Tuple.of(1, Verb.WAIT_A_TERM),
                Tuple.of(2, Verb.WAIT_UNTIL_REMINDED),
                Tuple.of(1, Verb.CLOCK_JUMPS_BACK),
                Tuple.of(2, Verb.NOTE_EXPIRY),
                Tuple.of(2, Verb.ASK_FOR_REMINDERS),
                Tuple.of(1, Verb.ASK_AGAIN),
                Tuple.of(1, Verb.SUSPEND),
                Tuple.of(1, Verb.RESUME));
        var steps = Combinators.combine(
                        verbs,
                        Arbitraries.of(true, true, false),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 9))
                .as(Step::new);
        return steps.list().ofMinSize(5).ofMaxSize(30);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void noLifeBreaksTheRules(@ForAll("lives") List<Step> steps) {
        var life = new Life();

        for (var step : steps) {
            life.live(step);
            life.check();
        }
    }

    /// Two organizations, three addresses, and every link that was ever made.
    private static final class Life {
        private final Scene scene = new Scene();
        private final AskingAgain asking = Backstage.bean(AskingAgain.class);
        private final List<EmailAddress> addresses = scene.addresses(3);
        private final Map<String, InvitationLink> links = new HashMap<>();
        private final Map<String, UUID> mails = new HashMap<>();
        private final List<String> inOrder = new ArrayList<>();
        private Instant now = Scene.NOW;

        void live(Step step) {
            now = now.plusMillis(1);
            var refusal = catchThrowable(() -> take(step));
            if (refusal != null) {
                assertThat(refusal).as("%s", step).isInstanceOf(Problem.class);
            }
        }

        private void take(Step step) {
            var acting = step.acme ? scene.ada : scene.hank;
            var organization = acting.organization();
            var address = addresses.get(step.address);
            switch (step.verb) {
                case INVITE -> scene.invitations.invite(acting, Scene.asMember(address), now);
                case DELIVER -> post(organization, new Taken("250 taken"));
                case LOSE_MAIL -> post(organization, new Refused(new Trouble(Cause.REFUSED, "no such mailbox"), false));
                case PERHAPS_DELIVER ->
                    post(organization, new Delayed(new Trouble(Cause.PUT_OFF, "connection lost"), true, now));
                case ACCEPT_BY_NEWEST_LINK -> accept(inOrder.reversed(), address);
                case ACCEPT_BY_OLDEST_LINK -> accept(inOrder, address);
                case ACCEPT_SIGNED_IN -> acceptSignedIn(address);
                case CANCEL -> scene.invitations.cancel(acting, some(acting, step), now);
                case DECLINE -> decline(address);
                case RESEND -> scene.invitations.resend(acting, some(acting, step), now);
                case EDIT -> scene.edit(acting, some(acting, step), OrgRole.ADMIN, List.of(), now);
                case WAIT_A_DAY -> now = now.plus(Duration.ofDays(1));
                case WAIT_A_TERM -> now = now.plus(Scene.TERM);
                case WAIT_UNTIL_REMINDED -> now = now.plus(Scene.TERM).minus(Duration.ofDays(1));
                case CLOCK_JUMPS_BACK -> now = now.minus(Duration.ofDays(step.which * 3L));
                case NOTE_EXPIRY -> noteExpiry();
                case ASK_FOR_REMINDERS -> scene.reminders.askAll(now);
                case ASK_AGAIN -> askAgain(address);
                case SUSPEND -> scene.suspend(organization, true, now);
                case RESUME -> scene.suspend(organization, false, now);
            }
        }

        private InvitationId some(Acting acting, Step step) {
            var all = scene.list
                    .find(acting, InvitationSearch.all(), Optional.empty(), 50, now)
                    .page()
                    .rows();
            return all.isEmpty()
                    ? new InvitationId(new UUID(0, 0))
                    : all.get(step.which % all.size()).id();
        }

        private void post(Organization organization, app.foyer.mail.Correspondent.Outcome outcome) {
            var queued = scene.queue(organization);
            var tokens = scene.write(queued, now);
            var written =
                    queued.stream().filter(m -> tokens.containsKey(m.id())).toList();
            written.forEach(mail -> keep(Objects.requireNonNull(tokens.get(mail.id())), mail));
            scene.settle(written, outcome, now);
        }

        private void keep(String token, QueuedMail mail) {
            inOrder.add(token);
            mails.put(token, mail.id());
            links.put(token, InvitationLink.parse(token).orElseThrow());
        }

        private void accept(List<String> tokens, EmailAddress address) {
            for (var token : tokens) {
                if (of(token).email().equals(address)) {
                    var account = scene.accounts.byAddress(address.key()).map(scene::signedIn);
                    scene.acceptance.accept(token, "Nora", account, now);
                    return;
                }
            }
        }

        private void acceptSignedIn(EmailAddress address) {
            var person = scene.signedIn(
                    scene.accounts.byAddress(address.key()).orElseGet(() -> scene.account("Nora", address)));
            for (var offer : scene.acceptance.waitingFor(person, now)) {
                scene.acceptance.accept(
                        offer.organization().id(), offer.invitation().id(), person, now);
            }
        }

        private void decline(EmailAddress address) {
            for (var token : inOrder.reversed()) {
                if (of(token).email().equals(address)) {
                    scene.acceptance.decline(token, Optional.empty(), now);
                    return;
                }
            }
        }

        private void noteExpiry() {
            scene.expiry.noteAll(now);
            for (var token : inOrder) {
                if (!now.isBefore(of(token).expiresAt()) && of(token).status(now) != InvitationStatus.ACCEPTED) {
                    assertThat(of(token).state()).isNotInstanceOf(InvitationState.Pending.class);
                }
            }
        }

        private void askAgain(EmailAddress address) {
            for (var token : inOrder) {
                if (of(token).email().equals(address)) {
                    var before = of(token);
                    asking.ask(token, Optional.empty(), now);
                    assertThat(of(token)).isEqualTo(before);
                }
            }
        }

        private Invitation of(String token) {
            var link = Objects.requireNonNull(links.get(token));
            return scene.store.find(link.organization(), link.invitation(), now).orElseThrow();
        }

        void check() {
            onePendingEach();
            acceptedOnesAreMembers();
            onlyCurrentLinksOpen();
            onlyHashesAreStored();
            expiredOnesAreNotAccepted();
            eachTermIsRemindedOfAndWrittenDownOnce();
        }

        private void onePendingEach() {
            assertThat(scene.db
                            .sql("""
                            select 1 from invitation where organization_id in (:acme, :globex) and status = 'PENDING'
                             group by organization_id, email_key having count(*) > 1
                            """)
                            .param("acme", scene.acme.id().value())
                            .param("globex", scene.globex.id().value())
                            .query()
                            .listOfRows())
                    .isEmpty();
        }

        private void acceptedOnesAreMembers() {
            assertThat(accepted(scene.acme)).isEqualTo(scene.count("member", scene.acme) - 4);
            assertThat(accepted(scene.globex)).isEqualTo(scene.count("member", scene.globex) - 1);
        }

        private int accepted(Organization organization) {
            return scene.db
                    .sql("""
                    select count(*) from invitation i
                      join email_address e on e.address_key = i.email_key
                      join member m on m.organization_id = i.organization_id and m.account_id = e.account_id
                     where i.organization_id = :organization and i.status = 'ACCEPTED'
                    """)
                    .param("organization", organization.id().value())
                    .query(Integer.class)
                    .single();
        }

        private void onlyCurrentLinksOpen() {
            var open = new HashMap<UUID, Set<UUID>>();
            links.forEach((token, link) -> {
                var refusal = catchThrowable(() -> scene.acceptance.open(token, now));
                if (refusal == null) {
                    assertThat(of(token).status(now)).isEqualTo(InvitationStatus.PENDING);
                    assertThat(of(token).sponsored()).isTrue();
                    open.computeIfAbsent(link.invitation().value(), _ -> new HashSet<>())
                            .add(mails.get(token));
                } else {
                    assertThat(refusal).isInstanceOf(DeadLink.class);
                }
            });
            assertThat(open.values())
                    .as("open links of an invitation are copies of one e-mail")
                    .allSatisfy(mailsOfOne -> assertThat(mailsOfOne).hasSize(1));
        }

        private void onlyHashesAreStored() {
            var all = scene.everything(scene.acme) + scene.everything(scene.globex);
            links.forEach((token, link) -> assertThat(all)
                    .doesNotContain(token)
                    .doesNotContain(Secrets.text(link.secret()))
                    .doesNotContain(HexFormat.of().formatHex(link.secret())));
        }

        private void eachTermIsRemindedOfAndWrittenDownOnce() {
            assertThat(scene.db
                            .sql("""
                            select 1
                              from invitation i
                              join audit_event e on e.organization_id = i.organization_id and e.target_id = i.id
                             where i.organization_id in (:acme, :globex)
                             group by i.organization_id, i.id
                            having count(*) filter (where e.action = 'invitation.expired')
                                   > 1 + count(*) filter (where e.action = 'invitation.resent')
                            """)
                            .param("acme", scene.acme.id().value())
                            .param("globex", scene.globex.id().value())
                            .query()
                            .listOfRows())
                    .as("one expiry a term")
                    .isEmpty();
            assertThat(scene.queue(scene.acme, scene.globex))
                    .filteredOn(mail -> mail.kind().equals(ReminderMails.KIND))
                    .filteredOn(mail -> remindedAt(mail).equals(Optional.of(mail.queuedAt())))
                    .extracting(QueuedMail::subject)
                    .as("one reminder a term")
                    .doesNotHaveDuplicates();
        }

        private Optional<Instant> remindedAt(QueuedMail mail) {
            return scene.db
                    .sql("select reminded_at from invitation where id = :id and reminded_at is not null")
                    .param("id", mail.subject())
                    .query((row, _) -> app.foyer.database.Sql.instant(row, "reminded_at"))
                    .optional();
        }

        private void expiredOnesAreNotAccepted() {
            assertThat(scene.db
                            .sql("""
                            select 1 from invitation
                             where organization_id in (:acme, :globex) and (accepted_at >= expires_at or canceled_at >= expires_at)
                            """)
                            .param("acme", scene.acme.id().value())
                            .param("globex", scene.globex.id().value())
                            .query()
                            .listOfRows())
                    .isEmpty();
        }
    }
}
