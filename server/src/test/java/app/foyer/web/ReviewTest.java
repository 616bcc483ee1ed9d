package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Who has access to what, and why.
@WholeHouseTest
class ReviewTest {
    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Resident ada;
    private Resident linus;
    private Resident gil;

    @BeforeEach
    void foundAcme() {
        acme = town.found("acme");
        town.addApplication(acme, "intranet");
        ada = town.join(acme, "ada", "ADMIN");
        linus = town.join(acme, "linus", "MEMBER");
        gil = town.join(acme, "gil", "GUEST");
    }

    private HttpResponse<String> get(String path) {
        return town.stranger().get(acme.api() + path, Town.bearer(acme.token()));
    }

    private List<String> holders(JsonNode items) {
        var told = new ArrayList<String>();
        items.forEach(i -> told.add("%s %s %s"
                .formatted(
                        i.at("/member/account/name").asString(),
                        i.path("appRole").asString(),
                        i.path("reason").asString())));
        return told;
    }

    @Test
    void eachApplicationTellsWhoHasAccessAndWhy() {
        var storefront = town.body(get("/applications/storefront/access"));
        var intranet = town.body(get("/applications/intranet/access"));

        assertThat(holders(storefront.path("items")))
                .containsExactly("ada ADMIN ORG_ROLE", "olga ADMIN ORG_ROLE", "linus READ ORG_ROLE", "gil WRITE GRANT");
        assertThat(storefront.path("total").asInt()).isEqualTo(4);
        assertThat(holders(intranet.path("items"))).hasSize(3).doesNotContain("gil WRITE GRANT");
    }

    @Test
    void pagesOfTheReviewMissNobodyAndRepeatNobody() {
        for (var i = 0; i < 4; i++) {
            town.join(acme, "guest", "GUEST");
            town.join(acme, "linus", "MEMBER");
        }

        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = town.body(get("/applications/storefront/access?limit=3" + cursor));
            page.path("items")
                    .forEach(i -> seen.add(i.at("/member/orgRole").asString() + " "
                            + i.at("/member/id").asString()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(12).doesNotHaveDuplicates();
        assertThat(seen.stream().map(s -> s.split(" ")[0]).distinct()).containsExactly("ADMIN", "MEMBER", "GUEST");
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        var other = town.body(get("/members?limit=1")).path("next").asString();

        var refused = get("/applications/storefront/access?cursor=" + other);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(town.body(refused).at("/errors/0/parameter").asString()).isEqualTo("cursor");
    }

    @Test
    void eachPersonTellsWhatTheyCanReach() {
        var guest = town.body(get("/members/" + gil.member() + "/access"));
        var member = town.body(get("/members/" + linus.member() + "/access?limit=1"));

        assertThat(guest.path("items")).singleElement().satisfies(one -> {
            assertThat(one.at("/application/slug").asString()).isEqualTo("storefront");
            assertThat(one.path("appRole").asString()).isEqualTo("WRITE");
            assertThat(one.path("reason").asString()).isEqualTo("GRANT");
            assertThat(one.path("accessEndsAt").isNull()).isTrue();
        });
        assertThat(member.at("/items/0/application/slug").asString()).isEqualTo("intranet");
        assertThat(member.path("total").asInt()).isEqualTo(2);
        var rest = town.body(get("/members/" + linus.member() + "/access?limit=1&cursor="
                + member.path("next").asString()));
        assertThat(rest.at("/items/0/application/slug").asString()).isEqualTo("storefront");
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    void whoseAccessHasEndedHasNoneAndAnEndIsTold() {
        endAccess(gil, "now() - interval '1 minute'");
        endAccess(linus, "'2030-01-01T00:00:00Z'");

        var storefront = town.body(get("/applications/storefront/access"));

        assertThat(holders(storefront.path("items"))).hasSize(3).doesNotContain("gil WRITE GRANT");
        assertThat(storefront.at("/items/2/accessEndsAt").asString()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(town.body(get("/members/" + gil.member() + "/access"))
                        .path("total")
                        .asInt())
                .isZero();
    }

    private void endAccess(Resident one, String at) {
        db.sql("update member set access_ends_at = %s where organization_id = :organization and id = :id".formatted(at))
                .param("organization", UUID.fromString(acme.id()))
                .param("id", UUID.fromString(one.member()))
                .update();
    }

    @Test
    void thePagesTellTheSame() {
        var list = Jsoup.parse(ada.visitor().get(acme.pages() + "/access").body());
        var application = Jsoup.parse(ada.visitor()
                .get(acme.pages() + "/access/applications/storefront")
                .body());
        var person = Jsoup.parse(ada.visitor()
                .get(acme.pages() + "/access/people/" + gil.member())
                .body());

        assertThat(list.select("#list li")).hasSize(2);
        assertThat(application.select("tbody tr").eachText())
                .anyMatch(row -> row.contains("gil") && row.contains("Write") && row.contains("Granted to this guest"));
        assertThat(person.select("h1").text()).isEqualTo("What gil can reach");
        assertThat(person.select("tbody tr")).hasSize(1);
    }

    @Test
    void theExportIsCsvThatASpreadsheetDoesNotRun() {
        db.sql("update member set name = '=HYPERLINK(1)' where organization_id = :organization and id = :id")
                .param("organization", UUID.fromString(acme.id()))
                .param("id", UUID.fromString(gil.member()))
                .update();

        var all = ada.visitor().get(acme.pages() + "/access/export");
        var one = ada.visitor().get(acme.pages() + "/access/applications/storefront/export");
        var his = ada.visitor().get(acme.pages() + "/access/people/" + gil.member() + "/export");

        assertThat(all.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(all.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment")
                .contains(acme.slug() + "-access-");
        assertThat(all.body().lines())
                .hasSize(5)
                .first()
                .isEqualTo("Name,E-mail address,Org role,Application,Application ID,App role,Reason,Access ends");
        assertThat(all.body())
                .contains("linus," + linus.email() + ",MEMBER,All applications,*,READ,ORG_ROLE,")
                .contains("'=HYPERLINK(1)," + gil.email() + ",GUEST,storefront,storefront,WRITE,GRANT,");
        assertThat(one.body().lines()).hasSize(5);
        assertThat(his.body().lines()).hasSize(2);
    }
}
