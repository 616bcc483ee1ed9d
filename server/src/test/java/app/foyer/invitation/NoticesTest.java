package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.TERM;
import static app.foyer.invitation.Scene.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.mail.Bounce;
import app.foyer.mail.Correspondent.Bounced;
import app.foyer.mail.Correspondent.Outcome;
import app.foyer.mail.Correspondent.Settled;
import app.foyer.mail.Letter;
import app.foyer.mail.QueuedMail;
import app.foyer.mail.Trouble;
import app.foyer.organization.Organization;
import app.foyer.people.AccessEdit;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.NoticeKind;
import app.foyer.people.NoticePace;
import app.foyer.people.Notices.Matter;
import app.foyer.people.Notices.Notice;
import app.foyer.people.OrgRole;
import app.foyer.problem.Forbidden;
import app.foyer.problem.IfMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.IllegalTransactionStateException;

class NoticesTest {
    private final Scene scene = new Scene();

    private void tell(Acting who, NoticeKind kind, String... abouts) {
        tell(who, kind, NOW, abouts);
    }

    private void tell(Acting who, NoticeKind kind, Instant now, String... abouts) {
        var notices = List.of(abouts).stream()
                .map(about -> new Notice(who.member().account().value(), UUID.randomUUID(), about, "Why."))
                .toList();
        scene.transaction.executeWithoutResult(
                _ -> scene.notices.tell(who.organization().id(), kind, notices, now));
    }

    private Letter letter(Acting to) {
        return letter(to, NOW);
    }

    private Letter letter(Acting to, Instant now) {
        return Objects.requireNonNull(
                scene.letters(to.organization(), now).get(to.member().email()));
    }

    private List<QueuedMail> queued(Organization organization) {
        return scene.queue(organization).stream()
                .filter(mail -> mail.kind().equals(scene.noticeMails.kind()))
                .toList();
    }

    private void edit(Acting by, Acting who, AccessEdit edit) {
        scene.members.edit(by, who.member().id().value().toString(), edit, IfMatch.any(), NOW);
    }

    @Nested
    class Paces {
        @ParameterizedTest
        @EnumSource(
                value = NoticeKind.class,
                names = {
                    "INVITATION_ACCEPTED",
                    "INVITATION_DECLINED",
                    "INVITATION_EXPIRED",
                    "INVITATION_NOT_DELIVERED",
                    "INVITATION_ASKED_AGAIN"
                })
        void eachNoticeIsALetterWithALinkToTheChoice(NoticeKind kind) {
            tell(scene.ada, kind, "nora@x.test");

            assertThat(letter(scene.ada).subject()).contains("nora@x.test").contains("acme");
            assertThat(letter(scene.ada).text())
                    .contains("nora@x.test", "/account", "/o/" + scene.acme.slug())
                    .doesNotContain("null", "{", "??");
            assertThat(letter(scene.ada).html())
                    .contains("nora@x.test", "/account")
                    .doesNotContain("null", "??");
        }

        @Test
        void whatHappensAtOnceComesInOneLetter() {
            tell(scene.ada, NoticeKind.INVITATION_EXPIRED, "nora@x.test", "olga@x.test");

            assertThat(queued(scene.acme)).hasSize(1);
            assertThat(letter(scene.ada).subject()).isEqualTo("acme: 2 notices");
            assertThat(letter(scene.ada).text())
                    .contains("The invitation of nora@x.test to acme has expired")
                    .contains("The invitation of olga@x.test to acme has expired");
        }

        @Test
        void aLongListSaysHowManyMoreThereAre() {
            tell(
                    scene.ada,
                    NoticeKind.INVITATION_EXPIRED,
                    IntStream.range(0, 60).mapToObj(i -> "n" + i + "@x.test").toArray(String[]::new));

            assertThat(letter(scene.ada).text())
                    .contains("n49@x.test")
                    .doesNotContain("n50@x.test")
                    .contains("And 10 more");
        }

        @Test
        void whoWantsNoneGetsNone() {
            scene.notices.choose(scene.ada, NoticePace.NONE);

            tell(scene.ada, NoticeKind.INVITATION_EXPIRED, "nora@x.test");

            assertThat(queued(scene.acme)).isEmpty();
            assertThat(scene.count("notice", scene.acme)).isZero();
        }

        @Test
        void whoChoosesNoneGetsNothingThatIsStillOnItsWay() {
            tell(scene.ada, NoticeKind.INVITATION_EXPIRED, "nora@x.test");

            scene.notices.choose(scene.ada, NoticePace.NONE);

            assertThat(scene.letters(scene.acme, NOW)).isEmpty();
            assertThat(scene.count("notice", scene.acme)).isZero();
        }

        @Test
        void whoIsNoAdminAnyMoreGetsNothing() {
            tell(scene.ada, NoticeKind.INVITATION_EXPIRED, "nora@x.test");
            scene.setRole(scene.ada, OrgRole.MEMBER);

            tell(scene.ada, NoticeKind.INVITATION_EXPIRED, "olga@x.test");

            assertThat(queued(scene.acme)).hasSize(1);
            assertThat(scene.letters(scene.acme, NOW)).isEmpty();
        }

        @Test
        void anAdminOfAnotherOrganizationIsToldNothing() {
            var stranger = new Notice(scene.hank.member().account().value(), UUID.randomUUID(), "nora@x.test", null);

            scene.transaction.executeWithoutResult(
                    _ -> scene.notices.tell(scene.acme.id(), NoticeKind.INVITATION_EXPIRED, List.of(stranger), NOW));

            assertThat(queued(scene.acme)).isEmpty();
            assertThat(queued(scene.globex)).isEmpty();
        }

        @Test
        void theChoiceIsForOneOrganizationAndForAdmins() {
            scene.notices.choose(scene.ada, NoticePace.DAILY);

            assertThat(scene.notices.paces(scene.ada.member().account(), NOW))
                    .containsExactly(java.util.Map.entry(scene.acme.id(), NoticePace.DAILY));
            assertThat(scene.notices.paces(scene.grace.member().account(), NOW))
                    .containsEntry(scene.acme.id(), NoticePace.EACH);
            assertThat(scene.notices.paces(scene.linus.member().account(), NOW)).isEmpty();
            assertThatExceptionOfType(Forbidden.class)
                    .isThrownBy(() -> scene.notices.choose(scene.linus, NoticePace.NONE));
        }

        @Test
        void noticesAreWrittenInTheTransactionOfTheChange() {
            assertThatExceptionOfType(IllegalTransactionStateException.class)
                    .isThrownBy(
                            () -> scene.notices.tell(scene.acme.id(), NoticeKind.INVITATION_EXPIRED, List.of(), NOW));
        }

        @Test
        void allAdminsAreToldButThoseWhoNeedNotBe() {
            var ada = scene.ada.member().account().value();
            var matter = new Matter(UUID.randomUUID(), "nora@x.test", null, Set.of(ada));

            scene.transaction.executeWithoutResult(_ ->
                    scene.notices.tellAdmins(scene.acme.id(), NoticeKind.INVITATION_EXPIRED, List.of(matter), NOW));

            assertThat(queued(scene.acme))
                    .extracting(QueuedMail::recipient)
                    .containsExactly(scene.grace.member().email());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                550 5.1.1 <nora@x.test>: No such user    | doesn’t know this address
                550 No such user                         | doesn’t know this address
                552 5.2.2 Over quota                     | The mailbox is full.
                554 5.7.1 Listed at blocklist.test       | doesn’t accept e-mails from this one
                451 4.4.1 No answer from host            | couldn’t be reached
                554 Transaction failed                   | refused the e-mail
                somebody says no                         | refused the e-mail
                """)
        void whatTheServerSaidStandsBelowPlainWords(String answer, String plain) {
            var notice = new Notice(scene.ada.member().account().value(), UUID.randomUUID(), "nora@x.test", answer);
            scene.transaction.executeWithoutResult(_ ->
                    scene.notices.tell(scene.acme.id(), NoticeKind.INVITATION_NOT_DELIVERED, List.of(notice), NOW));

            assertThat(letter(scene.ada).text())
                    .contains(plain + (plain.endsWith(".") ? "" : ".") + " Check the address.")
                    .contains("The mail server said:\n  " + answer);
            assertThat(letter(scene.ada).html()).contains(plain);
        }

        @ParameterizedTest
        @ValueSource(strings = {"en", "ar"})
        void aNameThatEndsWithAFullStopEndsItsSentence(String language) {
            scene.db
                    .sql("update organization set name = 'Acme Corp.' where id = ?")
                    .param(scene.acme.id().value())
                    .update();
            scene.accounts.setLocale(scene.ada.member().account(), language);

            tell(scene.ada, NoticeKind.INVITATION_EXPIRED, "nora@x.test");

            assertThat(letter(scene.ada).text().replaceAll("[\u2068\u2069]", ""))
                    .contains("Acme Corp.\n")
                    .doesNotContain("..");
            assertThat(Jsoup.parse(letter(scene.ada).html()).text().replaceAll("[\u2068\u2069]", ""))
                    .contains("Acme Corp. ")
                    .doesNotContain("..");
        }

        @Test
        void withoutAnAnswerThereIsNoneToQuote() {
            var notice = new Notice(scene.ada.member().account().value(), UUID.randomUUID(), "nora@x.test", null);
            scene.transaction.executeWithoutResult(_ ->
                    scene.notices.tell(scene.acme.id(), NoticeKind.INVITATION_NOT_DELIVERED, List.of(notice), NOW));

            assertThat(letter(scene.ada).text())
                    .contains("couldn’t be reached. Check")
                    .doesNotContain("server said");
        }

        @Test
        void aNoticeStaysUntilItsLetterIsTakenOrRefused() {
            tell(scene.ada, NoticeKind.INVITATION_EXPIRED, "nora@x.test");
            var mails = queued(scene.acme);

            settle(mails, new Outcome.Delayed(new Trouble(Trouble.Cause.PUT_OFF, "busy"), false, NOW));
            assertThat(scene.count("notice", scene.acme)).isOne();

            settle(mails, new Outcome.Taken("250 taken"));
            assertThat(scene.count("notice", scene.acme)).isZero();
        }

        private void settle(List<QueuedMail> mails, Outcome outcome) {
            scene.transaction.executeWithoutResult(_ -> scene.noticeMails.settled(
                    mails.stream().map(mail -> new Settled(mail, outcome)).toList(), NOW));
        }
    }

    @Nested
    class OfInvitees {
        private final Invitation invitation = scene.invited("nora");

        @Test
        void theInviterIsToldOfAnAcceptance() {
            scene.acceptance.accept(scene.deliver(invitation, NOW), "Nora", Optional.empty(), NOW);

            assertThat(queued(scene.acme)).hasSize(1);
            assertThat(letter(scene.ada).subject())
                    .isEqualTo("%s has joined acme".formatted(invitation.email().typed()));
            assertThat(letter(scene.ada).text()).contains("Nora is in now.");
        }

        @Test
        void theInviterIsToldOfADecline() {
            scene.acceptance.decline(scene.deliver(invitation, NOW), Optional.empty(), NOW);

            assertThat(queued(scene.acme)).hasSize(1);
            assertThat(letter(scene.ada).subject()).contains("has declined the invitation to acme");
        }

        @Test
        void theOtherAdminsAreToldOfANewAdmin() {
            var asAdmin = new Invite(List.of(scene.address("olga")), OrgRole.ADMIN, List.of(), null, "en");
            scene.notices.choose(scene.grace, NoticePace.NONE);
            var olga = ((app.foyer.invitation.Outcome.Invited)
                            scene.invitations.invite(scene.ada, asAdmin, NOW).getFirst())
                    .invitation();

            scene.acceptance.accept(scene.deliver(olga, NOW), "Olga", Optional.empty(), NOW);

            assertThat(queued(scene.acme)).hasSize(2);
            assertThat(letter(scene.ada).subject()).contains("has joined acme");
            assertThat(letter(scene.grace).subject()).isEqualTo("Olga is an Org admin of acme now");
            assertThat(letter(scene.grace).text())
                    .contains("Ada made this change on")
                    .doesNotContain("/account");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                CONNECT         | Couldn't connect to host | couldn’t be handed to this site’s mail server
                CERTIFICATE     | No path to 10.0.0.1      | couldn’t be handed to this site’s mail server
                UNWRITABLE      | No address               | can’t be sent to an address such as this one
                NEEDS_UTF8      | SMTPUTF8                 | can’t be sent to an address such as this one
                SUPPRESSED      | 550 5.1.1 gone           | gets no more e-mails
                UNKNOWN_ADDRESS | 550 5.1.1 gone           | doesn’t know this address
                NOT_ALLOWED     | 554 5.7.1 no             | doesn’t accept e-mails from this one
                PUT_OFF         | 452 4.2.2 over quota     | The mailbox is full
                REFUSED         | 550 nobody here          | doesn’t know this address
                """)
        void theInviterIsToldWhyNothingArrives(Trouble.Cause cause, String words, String plain) {
            var mails = scene.queue(scene.acme);
            scene.write(mails, NOW);

            scene.settle(mails, new Outcome.Refused(new Trouble(cause, words), false), NOW);

            var text = letter(scene.ada).text();
            assertThat(text).contains(plain).doesNotContain("NOT_", "refused the e-mail");
            if (words.matches("\\d{3} .*") && cause != Trouble.Cause.SUPPRESSED) {
                assertThat(text).contains("The mail server said:\n  " + words);
            } else {
                assertThat(text).doesNotContain("server said", words);
            }
        }

        @Test
        void theInviterIsToldOfAComplaint() {
            var mails = scene.queue(scene.acme);
            scene.write(mails, NOW);
            scene.settle(mails, new Outcome.Taken("250 taken"), NOW);

            scene.transaction.executeWithoutResult(_ -> scene.mails.bounced(
                    List.of(new Bounced(mails.getFirst(), new Bounce(Bounce.Kind.COMPLAINT, "abuse"))), NOW));

            assertThat(letter(scene.ada).text())
                    .contains("reported the e-mail as unwanted")
                    .doesNotContain("abuse", "server said");
        }

        @Test
        void anAcceptanceThatIsRefusedTellsNobody() {
            var token = scene.deliver(invitation, NOW);
            var late = NOW.plus(TERM);

            assertThatExceptionOfType(DeadLink.class)
                    .isThrownBy(() -> scene.acceptance.accept(token, "Nora", Optional.empty(), late));

            assertThat(queued(scene.acme)).isEmpty();
        }
    }

    @Nested
    class OfMembers {
        @Test
        void whoGetsOtherRolesIsToldWhatTheyWereAndAre() {
            edit(scene.ada, scene.linus, MembersTest.toGuest(wish(scene.storefront, AppRole.WRITE)));

            assertThat(queued(scene.acme)).hasSize(1);
            assertThat(letter(scene.linus).subject()).isEqualTo("What you may do in acme has changed");
            assertThat(letter(scene.linus).text())
                    .contains("Ada changed it on 23 November 2026, 10:00 (UTC).")
                    .contains("Before: Org member, with read access to all applications")
                    .contains("Now: Org guest, with the applications listed here\n  - storefront: Write")
                    .doesNotContain("/account");
            assertThat(letter(scene.linus).html()).contains("storefront").contains("Write");
        }

        @Test
        void whoIsRemovedIsTold() {
            scene.members.remove(scene.ada, scene.gil.member().id().value().toString(), false, NOW);

            assertThat(queued(scene.acme)).hasSize(1);
            assertThat(letter(scene.gil).subject()).isEqualTo("You are no longer in acme");
            assertThat(letter(scene.gil).text()).contains("Ada removed you on 23 November 2026, 10:00 (UTC).");
        }

        @Test
        void whoIsInAgainIsNotToldOfTheirRemoval() {
            scene.members.remove(scene.ada, scene.gil.member().id().value().toString(), false, NOW);
            var gil = scene.accounts.byId(scene.gil.member().account()).orElseThrow();
            scene.people.join(scene.acme.id(), gil, app.foyer.people.Access.of(OrgRole.MEMBER, List.of()), NOW);

            assertThat(scene.letters(scene.acme, NOW)).isEmpty();
        }

        @Test
        void whoLeavesIsNotTold() {
            scene.members.leave(scene.linus, NOW);

            assertThat(queued(scene.acme)).isEmpty();
        }

        @Test
        void whoChangesThemselvesIsNotTold() {
            edit(scene.ada, scene.ada, new AccessEdit(OrgRole.MEMBER, null, null));

            assertThat(queued(scene.acme)).isEmpty();
        }

        @Test
        void aNewAdminIsToldAsTheyAreAndTheOtherAdminsOfThem() {
            scene.notices.choose(scene.grace, NoticePace.NONE);

            edit(scene.ada, scene.linus, new AccessEdit(OrgRole.ADMIN, null, null));

            assertThat(queued(scene.acme)).hasSize(2);
            assertThat(letter(scene.linus).subject()).isEqualTo("What you may do in acme has changed");
            assertThat(letter(scene.grace).subject()).isEqualTo("Linus is an Org admin of acme now");
        }

        @Test
        void anEndThatIsNearIsToldInOneLetter() {
            edit(scene.ada, scene.linus, MembersTest.until(NOW.plus(Duration.ofDays(2))));

            assertThat(queued(scene.acme))
                    .extracting(QueuedMail::recipient)
                    .containsExactlyInAnyOrder(
                            scene.linus.member().email(),
                            scene.ada.member().email(),
                            scene.grace.member().email());
        }

        @Test
        void anEndThatIsFarIsToldAsAChange() {
            edit(scene.ada, scene.linus, MembersTest.until(NOW.plus(Duration.ofDays(20))));

            assertThat(letter(scene.linus).text())
                    .contains("Ada changed it on 23 November 2026, 10:00 (UTC).")
                    .contains(
                            "Now: Org member, with read access to all applications until 13 December 2026, 10:00 (UTC)");
        }
    }

    @Nested
    class InAllLanguages {
        @ParameterizedTest
        @ValueSource(strings = {"en", "de", "fr", "es", "pt", "ja", "ar"})
        void eachNoticeIsSaidInFull(String language) {
            speak(language);
            scene.endAccess(scene.acme, scene.linus.member().id(), NOW.plus(Duration.ofDays(2)));
            scene.endAccess(scene.acme, scene.ada.member().id(), NOW.plus(Duration.ofDays(2)));

            for (var kind : NoticeKind.values()) {
                if (kind != NoticeKind.REMOVED && kind != NoticeKind.ROLE_CHANGED) {
                    saysInFull(kind, language);
                }
            }
        }

        // In English or in a script of its own: what isn't translated would be in English.
        private void saysInFull(NoticeKind kind, String language) {
            var own = kind == NoticeKind.OWN_ACCESS_ENDING ? scene.ada : scene.linus;
            if (kind == NoticeKind.ADMIN_MADE) {
                scene.setRole(scene.linus, OrgRole.ADMIN);
            }
            var notice = new Notice(
                    scene.ada.member().account().value(), own.member().id().value(), "Linus", "550 5.1.1 Who?");
            scene.transaction.executeWithoutResult(
                    _ -> scene.notices.tell(scene.acme.id(), kind, List.of(notice), NOW));

            var letter = letter(scene.ada);

            assertThat(letter.locale()).isEqualTo(language);
            assertThat(letter.text()).contains("acme").doesNotContain("null", "{", "??", "\n\n\n");
            assertThat(letter.html()).contains("acme").doesNotContain("null", "??");
            if (!language.equals("en")) {
                assertThat(letter.text())
                        .doesNotContain("Sent because", "Sent to", "Choose which", "mail server", "Go to", "See the");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"en", "de", "fr", "es", "pt", "ja", "ar"})
        void rolesRemovalsAndDigestsAreSaidInFull(String language) {
            speak(language);
            edit(scene.grace, scene.linus, MembersTest.toGuest(wish(scene.storefront, AppRole.WRITE)));
            scene.members.remove(scene.grace, scene.gil.member().id().value().toString(), false, NOW);
            tell(scene.ada, NoticeKind.INVITATION_EXPIRED, "nora@x.test", "olga@x.test");

            for (var who : List.of(scene.linus, scene.gil, scene.ada)) {
                assertThat(letter(who).locale()).isEqualTo(language);
                assertThat(letter(who).text()).contains("acme").doesNotContain("null", "{", "??", "\n\n\n");
            }
            assertThat(letter(scene.linus).text()).contains("storefront: ");
            assertThat(letter(scene.ada).text()).contains("nora@x.test", "olga@x.test");
        }

        private void speak(String language) {
            for (var who : List.of(scene.ada, scene.linus, scene.gil)) {
                scene.accounts.setLocale(who.member().account(), language);
            }
        }
    }
}
