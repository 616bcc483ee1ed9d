package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Sql;
import app.foyer.mail.Correspondent;
import app.foyer.mail.QueuedMail;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What a stranger with a dead link sees and can do.
@WholeHouseTest
class AskAgainTest {
    private static final Duration TERM = Duration.ofDays(14);
    private static final Pattern LINK = Pattern.compile("https://foyer.example(/invitations/\\S+)");

    @Autowired
    Town town;

    @Autowired
    MutableTime time;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    @Qualifier("invitationMails")
    Correspondent invitationMails;

    private Visitor stranger() {
        return town.stranger();
    }

    Town.Tenant acme;
    String nora;
    String invitation;
    String link;

    @BeforeEach
    void noraIsInvited() {
        acme = town.found("acme");
        nora = "nora@" + acme.slug() + ".test";
        invitation = town.invite(acme, nora, "MEMBER");
        link = delivered();
    }

    @AfterEach
    void itIsNowAgain() {
        time.reset();
    }

    /// The link in the invitation's e-mail, which is handed over now.
    private String delivered() {
        var mails = queued("invitation", UUID.fromString(invitation));
        var letters = transaction.execute(_ -> invitationMails.write(mails, time.instant()));
        db.sql("delete from mail where subject_id = :id")
                .param("id", UUID.fromString(invitation))
                .update();
        var found = LINK.matcher(letters.values().iterator().next().text());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private List<QueuedMail> queued(String kind, UUID subject) {
        return db.sql("""
                select id, kind, organization_id, subject_id, recipient, queued_at, attempts
                  from mail where kind = :kind and subject_id = :subject
                """)
                .param("kind", kind)
                .param("subject", subject)
                .query((row, _) -> new QueuedMail(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getObject("organization_id", UUID.class),
                        row.getObject("subject_id", UUID.class),
                        row.getString("recipient"),
                        Sql.instant(row, "queued_at"),
                        row.getInt("attempts")))
                .list();
    }

    /// Who has been told that Nora asks.
    private List<String> told() {
        return db.sql("""
                select a.email from notice n join account a on a.id = n.account_id
                 where n.kind = 'INVITATION_ASKED_AGAIN' and n.subject_id = :invitation order by a.email
                """)
                .param("invitation", UUID.fromString(invitation))
                .query((row, _) -> row.getString("email"))
                .list();
    }

    private String olga() {
        return "olga@" + acme.slug() + ".test";
    }

    private HttpResponse<String> ask(Visitor visitor) {
        return visitor.submit(link, link + "/ask-again", Map.of());
    }

    private static Document page(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body());
    }

    private static String text(HttpResponse<String> answer) {
        return page(answer).select("main, .alone").text();
    }

    private void expire() {
        time.advance(TERM.plusSeconds(1));
    }

    @Test
    void anExpiredLinkOffersToAskForANewInvitation() {
        expire();

        var opened = stranger().get(link);

        assertThat(opened.statusCode()).isEqualTo(410);
        assertThat(text(opened)).contains("This invitation has expired", "can invite you again with one click");
        assertThat(page(opened).select("form[method=post] button").eachText())
                .containsExactly("Ask for a new invitation");
        assertThat(page(opened).select("form").attr("action")).isEqualTo(link + "/ask-again");
        assertThat(page(opened).select("form input[name=_csrf]")).hasSize(1);
    }

    @Test
    void whoeverAsksIsToldWhatHappensNext() {
        expire();

        var asked = ask(stranger());

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(page(asked).title()).startsWith("You have asked for a new invitation");
        assertThat(text(asked))
                .contains("has been asked. If they send you a new invitation, it comes to " + nora)
                .doesNotContain("has expired");
        assertThat(page(asked).select("form")).isEmpty();
        assertThat(told()).containsExactly(olga());
    }

    @Test
    void thePageRemembersThatItHasBeenAsked() {
        expire();
        ask(stranger());

        var opened = stranger().get(link);

        assertThat(opened.statusCode()).isEqualTo(410);
        assertThat(text(opened)).contains("This invitation has expired", "A new invitation was asked for on");
        assertThat(page(opened).select("form")).isEmpty();
    }

    @Test
    void askingAgainTooSoonIsRefusedWithAPageThatSaysUntilWhen() {
        expire();
        var visitor = stranger();
        ask(visitor);
        time.advance(Duration.ofMinutes(20));
        var csrf = visitor.csrf("/sign-in");

        var again = visitor.post(link + "/ask-again", Map.of("_csrf", csrf));

        assertThat(again.statusCode()).isEqualTo(429);
        assertThat(again.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(2380L, 2400L);
        assertThat(text(again))
                .contains("You have asked for a new invitation", "has been asked", "You can ask again in 40 minutes");
        assertThat(told()).hasSize(1);
    }

    @Test
    void afterAnHourItMayBeAskedAgain() {
        expire();
        ask(stranger());
        time.advance(Duration.ofHours(1));

        assertThat(page(stranger().get(link)).select("form button").eachText())
                .containsExactly("Ask for a new invitation");
        assertThat(ask(stranger()).statusCode()).isEqualTo(200);
        assertThat(told()).hasSize(2);
    }

    @Test
    void onlyFoyersOwnFormAsks() {
        expire();

        var forged = stranger().post(link + "/ask-again", Map.of());
        var looked = stranger().get(link + "/ask-again");

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(looked.statusCode()).isEqualTo(405);
        assertThat(told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "..", "%00", "AAAA"})
    void whatIsNoLinkIsUnknownToAskersAsToReaders(String token) {
        var visitor = stranger();
        var csrf = visitor.csrf("/sign-in");

        var asked = visitor.post("/invitations/" + token + "/ask-again", Map.of("_csrf", csrf));

        assertThat(asked.statusCode()).isIn(400, 404, 403);
    }

    @Test
    void anotherSecretForTheSameInvitationIsUnknown() {
        expire();
        var visitor = stranger();
        var csrf = visitor.csrf("/sign-in");
        var other = link.substring(0, link.length() - 4) + (link.endsWith("AAAA") ? "BBBA" : "AAAA");

        var asked = visitor.post(other + "/ask-again", Map.of("_csrf", csrf));

        assertThat(asked.statusCode()).isEqualTo(404);
        assertThat(text(asked)).contains("This link leads to no invitation").doesNotContain("acme", nora);
        assertThat(told()).isEmpty();
    }

    @Test
    void aLinkThatWorksLeadsBackToTheInvitation() {
        var asked = ask(stranger());

        assertThat(asked.statusCode()).isBetween(302, 303);
        assertThat(asked.headers().firstValue("Location"))
                .hasValueSatisfying(l -> assertThat(l).endsWith(link));
        assertThat(told()).isEmpty();
    }

    @Test
    void aResendAnswersTheRequest() {
        expire();
        ask(stranger());
        var old = link;

        var resent = town.stranger()
                .json("POST", acme.api() + "/invitations/" + invitation + "/resend", "{}", Town.bearer(acme.token()));
        assertThat(resent.statusCode()).as(resent.body()).isEqualTo(200);
        link = delivered();

        assertThat(stranger().get(link).statusCode()).isEqualTo(200);
        var replaced = stranger().get(old);
        assertThat(text(replaced))
                .contains("replaced by a newer one", "If you no longer have that e-mail")
                .doesNotContain("was asked for on");
    }

    @Test
    void aCanceledInvitationMayBeAskedForAnew() {
        town.stranger()
                .json("POST", acme.api() + "/invitations/" + invitation + "/cancel", "{}", Town.bearer(acme.token()));

        var asked = ask(stranger());

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(told()).containsExactly(olga());
    }

    @Test
    void whenTheInviterHasGoneTheAdminsAreAsked() {
        var grace = town.join(acme, "Grace", "ADMIN");
        var members = town.body(town.stranger().get(acme.api() + "/members?q=" + olga(), Town.bearer(acme.token())));
        var removed = grace.visitor()
                .submit(
                        acme.pages() + "/people",
                        acme.pages() + "/people/" + members.at("/items/0/id").asString() + "/remove",
                        Map.of());
        assertThat(removed.statusCode()).as(removed.body()).isBetween(302, 303);

        var opened = stranger().get(link);
        var asked = ask(stranger());

        assertThat(text(opened)).contains("This invitation must be sent again", "The admins of acme can invite you");
        assertThat(text(asked)).contains("The admins of acme have been asked");
        assertThat(told()).containsExactly(grace.email());
    }

    @Test
    void whereNoAdminWantsNoticesNobodyIsSaidToHaveBeenAsked() {
        expire();
        db.sql("update member set notices = 'NONE' where organization_id = :organization")
                .param("organization", UUID.fromString(acme.id()))
                .update();

        var opened = stranger().get(link);

        assertThat(opened.statusCode()).isEqualTo(410);
        assertThat(text(opened)).contains("Ask an admin of the organization").doesNotContain("one click");
        assertThat(page(opened).select("form")).isEmpty();
        var visitor = stranger();
        var csrf = visitor.csrf("/sign-in");
        var asked = visitor.post(link + "/ask-again", Map.of("_csrf", csrf));
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(text(asked)).doesNotContain("has been asked", "have been asked");
        assertThat(told()).isEmpty();
    }

    @Test
    void whoeverCancelsWhatAnotherTabHasCanceledFindsTheWayBack() {
        var grace = town.join(acme, "Grace", "ADMIN").visitor();
        var list = acme.pages() + "/people/invitations";
        var csrf = grace.csrf(list);
        assertThat(grace.post(list + "/" + invitation + "/cancel", Map.of("_csrf", csrf))
                        .statusCode())
                .isBetween(302, 303);

        var again = grace.post(list + "/" + invitation + "/cancel", Map.of("_csrf", csrf));

        Refused.asPage(again, 409);
        assertThat(text(again)).contains("This invitation is no longer open");
        assertThat(page(again).select("a.btn-primary").attr("href")).isEqualTo(list);
        assertThat(grace.get(list).statusCode()).isEqualTo(200);
    }

    @Test
    void anAcceptedInvitationOffersToSignInInstead() {
        var visitor = stranger();
        visitor.submit(link, link + "/accept", Map.of("name", "Nora"));

        var opened = stranger().get(link);

        assertThat(text(opened)).contains("This invitation has been accepted").doesNotContain("Ask for a new");
        assertThat(page(opened).select("form")).isEmpty();
    }

    @Test
    void theAuditLogTellsWhoAsked() {
        expire();
        ask(stranger());

        var events = town.stranger()
                .get(acme.api() + "/audit-events?action=invitation.asked-again", Town.bearer(acme.token()));

        var event = town.body(events).at("/items/0");
        assertThat(event.at("/actor/name").asString()).isEqualTo(nora);
        assertThat(event.at("/target/id").asString()).isEqualTo(invitation);
    }
}
