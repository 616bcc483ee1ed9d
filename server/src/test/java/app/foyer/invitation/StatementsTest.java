package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static app.foyer.invitation.Scene.asGuest;
import static app.foyer.invitation.Scene.wish;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.account.EmailAddress;
import app.foyer.mail.QueuedMail;
import app.foyer.people.AccessEdit;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.NoticeKind;
import app.foyer.people.Notices.Notice;
import app.foyer.people.OrgRole;
import app.foyer.people.PeopleSearch;
import app.foyer.problem.IfMatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How many statements a verb takes doesn't depend on how many rows it is about.
class StatementsTest {
    private final Scene scene = new Scene();

    @Test
    void invitingTenMembersTakesAsManyStatementsAsInvitingOne() {
        var one = statements(() -> invite(scene.addresses(1), OrgRole.MEMBER));

        var ten = statements(() -> invite(others(10), OrgRole.MEMBER));

        assertThat(ten).isEqualTo(one).isNotEmpty();
    }

    @Test
    void ofAddressesThatAreNewNothingIsAsked() {
        assertThat(statements(() -> invite(scene.addresses(3), OrgRole.MEMBER)))
                .isNotEmpty()
                .noneMatch(sql -> sql.startsWith("select") && sql.contains("email_key"));
    }

    @Test
    void whatNobodyWaitsForGoesWithTheCommit() {
        var messages = statements(() -> invite(scene.addresses(1), OrgRole.MEMBER));

        assertThat(singly(messages)).hasSize(4);
        assertThat(messages)
                .hasSize(3)
                .last()
                .asString()
                .contains("audit_event", "insert into mail")
                .endsWith("commit");
    }

    @Test
    void acceptingAsksNothingTwiceAndWritesItsEndAtOnce() {
        var token = scene.deliver(scene.invited("nora"), NOW);

        var messages = statements(() -> scene.acceptance.accept(token, "Nora", Optional.empty(), NOW));

        assertThat(messages).hasSize(9).doesNotHaveDuplicates();
        assertThat(singly(messages).subList(8, 12))
                .satisfiesExactly(
                        notice -> assertThat(notice).startsWith("insert into notice"),
                        mail -> assertThat(mail).startsWith("insert into mail"),
                        invitation -> assertThat(invitation).startsWith("update invitation"),
                        event -> assertThat(event).contains("insert into audit_event"));
        assertThat(messages).last().asString().endsWith("commit");
    }

    @Test
    void invitingTenGuestsTakesAsManyStatementsAsInvitingOne() {
        var one = statements(() -> invite(scene.addresses(1), OrgRole.GUEST));

        var ten = statements(() -> invite(others(10), OrgRole.GUEST));

        assertThat(ten).isEqualTo(one).isNotEmpty();
    }

    @Test
    void aListOfManyInvitationsTakesAsManyStatementsAsAListOfOne() {
        invite(scene.addresses(1), OrgRole.GUEST);
        var one = statements(this::listInvitations);
        for (var i = 0; i < 5; i++) {
            invite(others(10, i), OrgRole.GUEST);
        }

        var many = statements(this::listInvitations);

        assertThat(many).isEqualTo(one).isNotEmpty();
    }

    @Test
    void aListOfManyMembersTakesAsManyStatementsAsAListOfOne() {
        var one = statements(() -> listMembers(50));
        for (var i = 0; i < 50; i++) {
            scene.member("Nora" + i, scene.acme, OrgRole.GUEST);
        }

        var many = statements(() -> listMembers(50));

        assertThat(many).isEqualTo(one).isNotEmpty();
    }

    @Test
    void writingTenMailsTakesAsManyStatementsAsWritingOne() {
        invite(scene.addresses(1), OrgRole.GUEST);
        var first = scene.queue(scene.acme);
        var one = writing(first);
        var oneAgain = writing(first);
        invite(others(10), OrgRole.GUEST);
        var all = scene.queue(scene.acme);

        var ten = writing(all.subList(1, 11));
        var allAgain = writing(all);

        assertThat(all).hasSize(11);
        assertThat(ten).isEqualTo(one).hasSize(1);
        assertThat(allAgain).isEqualTo(oneAgain).hasSize(2);
    }

    private List<String> writing(List<QueuedMail> mails) {
        return statements(() -> scene.transaction.execute(_ -> scene.mails.write(mails, NOW)));
    }

    @Test
    void editingManyGrantsTakesAsManyStatementsAsEditingOne() {
        var one = statements(() -> edit(scene.gil, MembersTest.toGuest(wish(scene.blog, AppRole.READ))));

        var two = statements(() -> edit(
                scene.gil, MembersTest.toGuest(wish(scene.blog, AppRole.WRITE), wish(scene.storefront, AppRole.READ))));

        assertThat(two).isEqualTo(one).isNotEmpty();
    }

    @Test
    void removingSomebodyTakesAsManyStatementsWhateverTheyAreInvitedTo() {
        var grace = invitedOften(scene.grace, 1);
        var one = statements(() -> scene.members.remove(scene.ada, grace, true, NOW));
        var another = scene.member("Olga", scene.acme, OrgRole.ADMIN);
        var olga = invitedOften(another, 7);

        var seven = statements(() -> scene.members.remove(scene.ada, olga, true, NOW));

        assertThat(seven).isEqualTo(one).isNotEmpty();
    }

    private String invitedOften(Acting who, int times) {
        for (var address : others(times, who.member().name().hashCode())) {
            scene.invited(scene.ada, address, NOW);
            scene.own(who, address);
        }
        return who.member().id().value().toString();
    }

    @Test
    void tenEndsOfAccessTakeAsManyStatementsAsOne() {
        endAll(NOW.plusSeconds(3_000_000)); // what other tests have left
        edit(scene.gil, MembersTest.until(NOW.plusSeconds(1_000_000)));
        var one = statements(() -> endAll(NOW.plusSeconds(1_000_000)));
        for (var i = 0; i < 10; i++) {
            var nora = scene.member("Nora" + i, scene.acme, OrgRole.ADMIN);
            edit(nora, MembersTest.until(NOW.plusSeconds(2_000_000)));
        }

        var ten = statements(() -> endAll(NOW.plusSeconds(2_000_000)));

        // Each admin's own invitations are marked one admin at a time.
        assertThat(singly(ten))
                .filteredOn(s -> !s.contains("sponsor_lost"))
                .isEqualTo(singly(one))
                .isNotEmpty();
    }

    @Test
    void tenNoticesToldTakeAsManyStatementsAsOne() {
        var one = statements(() -> tellOfExpiry(1));

        var ten = statements(() -> tellOfExpiry(10));

        assertThat(ten).isEqualTo(one).hasSize(2);
    }

    private void tellOfExpiry(int times) {
        var ada = scene.ada.member().account().value();
        var notices = java.util.stream.IntStream.range(0, times)
                .mapToObj(i -> new Notice(ada, java.util.UUID.randomUUID(), "n" + i + "@x.test", null))
                .toList();
        scene.transaction.executeWithoutResult(
                _ -> scene.notices.tell(scene.acme.id(), NoticeKind.INVITATION_EXPIRED, notices, NOW));
    }

    @Test
    void writingTheLettersOfTenNoticesTakesAsManyStatementsAsOfOne() {
        tellOfExpiry(1);
        var one = statements(() -> scene.letters(scene.acme, NOW));
        for (var i = 0; i < 9; i++) {
            tellOfExpiry(2);
        }

        var ten = statements(() -> scene.letters(scene.acme, NOW));

        assertThat(ten).isEqualTo(one);
    }

    private void endAll(java.time.Instant end) {
        scene.ends.announceAll(end.minusSeconds(1));
        scene.ends.noteAll(end);
    }

    private void edit(Acting who, AccessEdit edit) {
        scene.members.edit(scene.ada, who.member().id().value().toString(), edit, IfMatch.any(), NOW);
    }

    /// The statements of messages, with which a commit may have gone.
    private static List<String> singly(List<String> messages) {
        return messages.stream()
                .flatMap(message -> Arrays.stream(message.split(";\\s*")))
                .map(String::strip)
                .filter(statement -> !statement.equals("commit"))
                .toList();
    }

    private static List<String> statements(Runnable work) {
        return Backstage.bean(CountedStatements.class).during(work);
    }

    private List<EmailAddress> others(int count) {
        return others(count, 0);
    }

    private List<EmailAddress> others(int count, int group) {
        return scene.addresses(count).stream()
                .map(a -> scene.address("other" + group + "-" + a.localPart()))
                .toList();
    }

    private void invite(List<EmailAddress> to, OrgRole role) {
        var invite = role == OrgRole.GUEST
                ? asGuest(to, wish(scene.storefront, AppRole.READ), wish(scene.blog, AppRole.WRITE))
                : new Invite(to, role, List.of(), null, "en");
        assertThat(scene.invitations.invite(scene.ada, invite, NOW)).hasOnlyElementsOfType(Outcome.Invited.class);
    }

    private void listInvitations() {
        scene.list
                .find(scene.ada, InvitationSearch.all(), Optional.empty(), 50, NOW)
                .page();
        scene.list.count(scene.ada, InvitationSearch.all(), NOW);
    }

    private void listMembers(int limit) {
        scene.people.page(scene.ada, PeopleSearch.all(), Optional.empty(), limit);
        scene.people.count(scene.ada, PeopleSearch.all());
    }
}
