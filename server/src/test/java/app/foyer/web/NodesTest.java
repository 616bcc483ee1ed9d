package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.account.Accounts;
import app.foyer.account.EmailAddress;
import app.foyer.audit.Actor;
import app.foyer.database.Ids;
import app.foyer.organization.OrganizationId;
import app.foyer.token.ApiTokens;
import app.foyer.token.TokenSecret;
import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/// What is decided on one node is true on every other with the very next request there: nothing is remembered.
@WholeHouseTest
class NodesTest {
    private static SecondNode second;

    @Autowired
    Town town;

    @Autowired
    Accounts accounts;

    @Autowired
    ApiTokens tokens;

    @Autowired
    MutableTime time;

    private Tenant acme;
    private Resident ada;
    private Visitor there;
    private String token;
    private String csrf;

    @BeforeAll
    static void start(@Autowired Environment first) {
        second = SecondNode.besides(first);
    }

    @AfterAll
    static void stop() {
        second.close();
    }

    @BeforeEach
    void adaIsAtWorkOnTheSecondNode() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN");
        there = second.visitor();
        there.cookies.putAll(ada.visitor().cookies);
        token = token();
        csrf = there.csrf("/account");
        assertThat(there.get(acme.pages()).statusCode()).isEqualTo(200);
        assertThat(there.get(acme.api()).statusCode()).isEqualTo(200);
        assertThat(withToken().statusCode()).isEqualTo(200);
        assertThat(inviteBo().statusCode()).isEqualTo(201);
    }

    private String token() {
        var secret = TokenSecret.next();
        var maker = accounts.byAddress(
                        EmailAddress.parse(ada.email()).orElseThrow().key())
                .orElseThrow();
        var organization = new OrganizationId(Ids.parse(acme.id()).orElseThrow());
        tokens.add(organization, "CI", maker.id(), secret, Actor.system(), time.instant());
        return secret;
    }

    private HttpResponse<String> withToken() {
        return second.visitor().get(acme.api(), Town.bearer(token));
    }

    private HttpResponse<String> inviteBo() {
        return there.json(
                "POST", acme.api() + "/invitations", invitationOf("bo"), "X-CSRF-TOKEN", csrf, "Idempotency-Key", "bo");
    }

    private String invitationOf(String name) {
        return "{\"emails\": [\"%s@%s.test\"], \"orgRole\": \"ADMIN\"}".formatted(name, acme.slug());
    }

    /// A way in, and the answer to those who aren't in. There is a test for each, so that each is the very next
    /// request.
    enum Way {
        PAGE(404),
        PAGE_OF_PEOPLE(404),
        FORM(404),
        API(404),
        API_CHANGE(404),
        REPEATED_API_CHANGE(404),
        TOKEN(401),
        TOKEN_CHANGE(401);

        private final int refusal;

        Way(int refusal) {
            this.refusal = refusal;
        }
    }

    private HttpResponse<String> go(Way way) {
        var eve = invitationOf("eve");
        return switch (way) {
            case PAGE -> there.get(acme.pages());
            case PAGE_OF_PEOPLE -> there.get(acme.pages() + "/people");
            case FORM ->
                there.post(
                        acme.pages() + "/people/invite",
                        Map.of("emails", "eve@acme.test", "orgRole", "ADMIN", "_csrf", csrf));
            case API -> there.get(acme.api());
            case API_CHANGE -> there.json("POST", acme.api() + "/invitations", eve, "X-CSRF-TOKEN", csrf);
            case REPEATED_API_CHANGE -> inviteBo();
            case TOKEN -> withToken();
            case TOKEN_CHANGE -> second.visitor().json("POST", acme.api() + "/invitations", eve, Town.bearer(token));
        };
    }

    private void byTheOtherAdminOnTheFirstNode(String method, String body) {
        var answer =
                town.stranger().json(method, acme.api() + "/members/" + ada.member(), body, Town.bearer(acme.token()));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    }

    @ParameterizedTest
    @EnumSource
    void whoeverWasRemovedOnOneNodeIsRefusedOnTheOther(Way way) {
        byTheOtherAdminOnTheFirstNode("DELETE", "");

        var next = go(way);

        assertThat(next.statusCode()).as(next.body()).isEqualTo(way.refusal);
        assertThat(next.body()).doesNotContain("storefront");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsStillInIsNot(Way way) {
        var next = go(way);

        assertThat(next.statusCode()).as(next.body()).isBetween(200, 303);
    }

    @Test
    void aTokenEndsOnTheOtherNodeWithItsMakersRole() {
        byTheOtherAdminOnTheFirstNode("PATCH", "{\"orgRole\": \"MEMBER\"}");

        assertThat(withToken().statusCode()).isEqualTo(401);
    }

    @Test
    void aDemotedAdminMayNoLongerInviteOnTheOtherNode() {
        byTheOtherAdminOnTheFirstNode("PATCH", "{\"orgRole\": \"MEMBER\"}");

        assertThat(go(Way.API_CHANGE).statusCode()).isEqualTo(403);
    }

    @Test
    void whoeverSignsOutOnOneNodeIsSignedOutOnTheOther() {
        ada.visitor().submit("/account", "/sign-out", Map.of());

        assertThat(there.get(acme.pages()).headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).contains("/sign-in"));
    }
}
