package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Tenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How one is told is chosen on the account page.
@WholeHouseTest
class NoticePagesTest {
    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Town.Resident ada;

    @BeforeEach
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN");
    }

    private static Document account(Visitor visitor) {
        return Jsoup.parse(visitor.get("/account").body());
    }

    private String chosen(Visitor visitor) {
        return account(visitor)
                .select("form[action=" + acme.pages() + "/notices] option[selected]")
                .attr("value");
    }

    private List<String> noticesOf(Tenant tenant) {
        return db.sql("""
                select distinct n.kind || ' ' || n.about || ' to ' || a.email as told from notice n join account a on a.id = n.account_id
                 where n.organization_id = :id order by 1
                """)
                .param("id", UUID.fromString(tenant.id()))
                .query((row, _) -> row.getString("told"))
                .list();
    }

    @Test
    void anAdminChoosesAndSeesWhatIsChosen() {
        assertThat(chosen(ada.visitor())).isEqualTo("EACH");

        var saved = ada.visitor().submit("/account", acme.pages() + "/notices", Map.of("notices", "DAILY"));

        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(saved.headers().firstValue("Location").orElse("")).endsWith("/account");
        var page = ada.visitor().get("/account").body();
        assertThat(page).contains("You get the notices about acme once a day");
        assertThat(chosen(ada.visitor())).isEqualTo("DAILY");
    }

    @Test
    void theChoiceStandsOnlyWhereOneIsAnAdmin() {
        var globex = town.found("globex");
        town.accept(globex, ada.email(), "MEMBER");
        var gil = town.join(acme, "gil", "GUEST").visitor();

        assertThat(account(ada.visitor()).select("form[action$=/notices]"))
                .singleElement()
                .satisfies(form -> assertThat(form.attr("action")).isEqualTo(acme.pages() + "/notices"));
        assertThat(account(gil).select("form[action$=/notices], #notices")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "each", "NEVER", "<script>", "\u0000"})
    void whatCannotBeChosenIsRefused(String choice) {
        var answer = ada.visitor().submit("/account", acme.pages() + "/notices", Map.of("notices", choice));

        Refused.asPage(answer, 422);
        assertThat(chosen(ada.visitor())).isEqualTo("EACH");
    }

    @Test
    void aChoiceThatDidNotComeFromOurPageIsNotTaken() {
        var forged = ada.visitor().post(acme.pages() + "/notices", Map.of("notices", "NONE"));
        var foreign = ada.visitor()
                .post(
                        acme.pages() + "/notices",
                        Map.of("notices", "NONE", "_csrf", town.stranger().csrf("/sign-in")));

        Refused.asPage(forged, 403);
        Refused.asPage(foreign, 403);
        assertThat(chosen(ada.visitor())).isEqualTo("EACH");
    }

    @Test
    void anotherOrganizationsChoiceIsNotFound() {
        var globex = town.found("globex");
        for (var reference : List.of(globex.slug(), globex.id())) {
            var answer = ada.visitor().submit("/account", "/o/" + reference + "/notices", Map.of("notices", "NONE"));
            Refused.asPage(answer, 404);
        }
        assertThat(db.sql("select notices from member where organization_id = :id")
                        .param("id", UUID.fromString(globex.id()))
                        .query(String.class)
                        .list())
                .containsOnly("EACH");
    }

    @Test
    void theOtherAdminsAreToldWhenSomebodysTokensAreRevoked() {
        var grace = town.join(acme, "grace", "ADMIN");
        var olga = town.stranger().get(acme.api() + "/members?q=olga", Town.bearer(acme.token()));
        var member = town.body(olga).at("/items/0/id").asString();

        ada.visitor().submit("/account", acme.pages() + "/people/" + member + "/remove", Map.of());

        assertThat(noticesOf(acme))
                .contains("REMOVED olga to olga@%s.test".formatted(acme.slug()))
                .contains("TOKEN_REVOKED operator to " + grace.email())
                .noneMatch(notice -> notice.startsWith("TOKEN_CREATED"))
                .noneMatch(notice -> notice.startsWith("TOKEN_REVOKED") && notice.endsWith(ada.email()));
    }
}
