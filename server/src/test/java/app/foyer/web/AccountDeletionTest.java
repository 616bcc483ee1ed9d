package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// People end their own account, on the account page and over the API.
@WholeHouseTest
@Import(InvitationLinks.class)
class AccountDeletionTest {
    @Autowired
    Town town;

    @Autowired
    InvitationLinks links;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Tenant globex;
    private Resident linus;

    @BeforeEach
    void linusIsInBoth() {
        acme = town.found("acme");
        globex = town.found("globex");
        linus = town.join(acme, "linus", "MEMBER");
        town.accept(globex, linus.email(), "GUEST");
    }

    private static HttpResponse<String> delete(Visitor visitor) {
        return visitor.submit("/account/delete", "/account/delete", Map.of());
    }

    private static HttpResponse<String> deleteByApi(Visitor visitor) {
        return visitor.json("DELETE", "/api/v1/me", "", "X-CSRF-TOKEN", visitor.csrf("/account"));
    }

    private HttpResponse<String> ask(Tenant tenant, String method, String path) {
        return town.stranger().json(method, tenant.api() + path, "", Town.bearer(tenant.token()));
    }

    private int membersCalled(Tenant tenant, String email) {
        return town.body(ask(tenant, "GET", "/members?q=" + email))
                .path("total")
                .asInt();
    }

    private List<String> leavings(Tenant tenant) {
        return db.sql("""
                        select actor_name || ' ' || target_name as told from audit_event
                         where organization_id = :organization and action = 'member.left'
                        """)
                .param("organization", UUID.fromString(tenant.id()))
                .query((row, _) -> row.getString("told"))
                .list();
    }

    private void suspend(Tenant tenant) {
        var suspended = town.stranger()
                .json(
                        "PATCH",
                        "/api/v1/operator/organizations/" + tenant.slug(),
                        "{\"suspended\": true}",
                        Town.bearer(Town.OPERATOR));
        assertThat(suspended.statusCode()).isEqualTo(200);
    }

    @Test
    void itIsAskedForOnceAndSaysWhatGoes() {
        assertThat(Jsoup.parse(linus.visitor().get("/account").body()).select("a[href=/account/delete]"))
                .hasSize(1);

        var page = Jsoup.parse(linus.visitor().get("/account/delete").body());

        assertThat(page.select("#confirm li").eachText()).containsExactly("acme", "globex");
        assertThat(page.select("#confirm button").text()).isEqualTo("Confirm");
        assertThat(membersCalled(acme, linus.email())).isOne();
    }

    @Test
    void theirPlacesSessionsAndAddressesGoAndTheRecordStays() {
        var elsewhere = town.signIn(linus.email());
        suspend(globex);

        var deleted = delete(linus.visitor());

        assertThat(deleted.statusCode()).isEqualTo(303);
        assertThat(deleted.headers().firstValue("Location")).hasValue("/sign-in?deleted");
        assertThat(linus.visitor().get("/sign-in?deleted").body()).contains("Your account is deleted.");
        for (var visitor : List.of(linus.visitor(), elsewhere)) {
            assertThat(visitor.get("/account").headers().firstValue("Location").orElse(""))
                    .contains("/sign-in");
            assertThat(visitor.get(acme.api()).statusCode()).isEqualTo(401);
        }
        assertThat(membersCalled(acme, linus.email())).isZero();
        assertThat(leavings(acme)).containsExactly("linus linus");
        assertThat(leavings(globex)).containsExactly("linus linus");
        assertThat(town.signIn(linus.email()).get("/account").statusCode()).isEqualTo(303);
    }

    @Test
    void theAddressCanBeInvitedAnewAndBeginsANewAccount() {
        var before = town.body(linus.visitor().get("/api/v1/me")).path("id").asString();
        delete(linus.visitor());
        var link = links.to(acme, town.invite(acme, linus.email(), "MEMBER"));
        var again = town.stranger();

        var accepted = again.submit(link, link + "/accept", Map.of("name", "Linus again"));

        assertThat(accepted.statusCode()).isEqualTo(303);
        var me = town.body(again.get("/api/v1/me"));
        assertThat(me.path("name").asString()).isEqualTo("Linus again");
        assertThat(me.path("id").asString()).isNotEqualTo(before);
    }

    @Test
    void theLastAdminOfAnOrganizationStaysEverywhere() {
        var initech = town.found("initech");
        var olga = town.signIn("olga@" + initech.slug() + ".test");
        town.accept(acme, "olga@" + initech.slug() + ".test", "MEMBER");

        var page = Jsoup.parse(olga.get("/account/delete").body());
        var refused = delete(olga);
        var refusedByApi = deleteByApi(olga);

        assertThat(page.select("#confirm li").eachText()).containsExactly("initech");
        assertThat(page.select("#confirm button")).isEmpty();
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(refused.body()).text()).contains("last admin of initech");
        assertThat(refusedByApi.statusCode()).isEqualTo(409);
        assertThat(town.body(refusedByApi).path("type").asString()).isEqualTo("/problems/last-admin");
        assertThat(town.body(refusedByApi).path("detail").asString()).contains("last admin of initech");
        assertThat(leavings(acme)).isEmpty();
        assertThat(olga.get(acme.pages()).statusCode()).isEqualTo(200);
    }

    @Test
    void anAdminsTokensEndAndTheirInvitationsWaitForAnotherAdmin() {
        var ada = town.join(acme, "ada", "ADMIN");
        var own = own(ada, false);
        var organizations = own(ada, true);
        var invited = ada.visitor()
                .json(
                        "POST",
                        acme.api() + "/invitations",
                        "{\"emails\": [\"bo@acme.test\"], \"orgRole\": \"MEMBER\"}",
                        "X-CSRF-TOKEN",
                        ada.visitor().csrf("/account"));
        var invitation = town.body(invited).at("/results/0/invitation/id").asString();

        assertThat(deleteByApi(ada.visitor()).statusCode()).isEqualTo(204);

        assertThat(town.stranger().get(acme.api(), Town.bearer(own)).statusCode())
                .isEqualTo(401);
        assertThat(town.stranger().get(acme.api(), Town.bearer(organizations)).statusCode())
                .isEqualTo(200);
        var shown = town.body(ask(acme, "GET", "/invitations/" + invitation));
        assertThat(shown.at("/invitedBy/name").asString()).isEqualTo("ada");
        assertThat(shown.at("/invitedBy/email").isNull()).isTrue();
        var olga = town.signIn("olga@" + acme.slug() + ".test");
        assertThat(olga.get(acme.pages() + "/people/invitations").body()).contains("Inviter is no longer an admin");
        assertThat(Jsoup.parse(olga.get(acme.pages() + "/settings/api-tokens").body())
                        .select("tbody")
                        .text())
                .contains("ada");
        assertThat(town.stranger().get(links.to(acme, invitation)).statusCode()).isEqualTo(410);
    }

    private String own(Resident admin, boolean organizationOwned) {
        var made = admin.visitor()
                .json(
                        "POST",
                        acme.api() + "/api-tokens",
                        "{\"name\": \"CI\", \"scope\": \"read\", \"organizationOwned\": %s}"
                                .formatted(organizationOwned),
                        "X-CSRF-TOKEN",
                        admin.visitor().csrf("/account"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return town.body(made).path("token").asString();
    }

    @Test
    void itIsDoneInPersonAlone() {
        assertThat(town.stranger()
                        .json("DELETE", "/api/v1/me", "", Town.bearer(acme.token()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(town.stranger().json("DELETE", "/api/v1/me", "").statusCode())
                .isEqualTo(401);
        assertThat(linus.visitor().json("DELETE", "/api/v1/me", "").statusCode())
                .isEqualTo(403);
        assertThat(linus.visitor().get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void whoInvitedIsToldByNameAlone() {
        var ada = town.join(acme, "ada", "ADMIN");
        ada.visitor()
                .json(
                        "POST",
                        acme.api() + "/invitations",
                        "{\"emails\": [\"%s\"], \"orgRole\": \"MEMBER\"}".formatted(town.account("bo")),
                        "X-CSRF-TOKEN",
                        ada.visitor().csrf("/account"));
        var bo = town.signIn(invitedLast(acme));
        assertThat(Jsoup.parse(bo.get("/?all").body()).text()).contains("ada (" + ada.email() + ") invites you");

        delete(ada.visitor());

        assertThat(Jsoup.parse(bo.get("/?all").body()).text())
                .contains("ada")
                .doesNotContain(ada.email())
                .doesNotContain("()");
    }

    private String invitedLast(Tenant tenant) {
        return town.body(ask(tenant, "GET", "/invitations"))
                .at("/items/0/email")
                .asString();
    }
}
