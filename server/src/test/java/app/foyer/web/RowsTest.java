package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A row that was shown before is shown again only where it is the same in all that can be seen.
@WholeHouseTest
class RowsTest {
    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Resident ada;
    private Resident linus;

    @BeforeEach
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN");
        linus = town.join(acme, "linus", "MEMBER");
    }

    private Element row(Resident reader, Resident of) {
        var page = Jsoup.parse(reader.visitor().get(acme.pages() + "/people").body());
        return page.select("tbody tr:contains(%s)".formatted(of.email())).getFirst();
    }

    private void rename(Resident who, String name) {
        db.sql("update member set name = :name where id = :id::uuid")
                .param("name", name)
                .param("id", who.member())
                .update();
    }

    @Test
    void aRowShownAgainIsTheSame() {
        assertThat(row(ada, linus).outerHtml()).isEqualTo(row(ada, linus).outerHtml());
    }

    @Test
    void whatHasChangedIsShown() {
        row(ada, linus);
        rename(linus, "Linus the Second");

        assertThat(row(ada, linus).select("bdi").text()).isEqualTo("Linus the Second");
    }

    @Test
    void eachReaderSeesTheirOwn() {
        assertThat(row(ada, linus).text()).doesNotContain("You");
        assertThat(row(ada, linus).select("a")).hasSize(2);
        assertThat(row(linus, linus).text()).contains("You");
        assertThat(row(linus, linus).select("a")).isEmpty();
        assertThat(row(ada, ada).text()).contains("You");
    }

    @Test
    void noNameIsTakenForATemplate() {
        for (var name : new String[] {"[[${7*7}]]", "[(${7*7})]", "${7*7} <b th:text=\"49\">x</b>"}) {
            rename(linus, name);

            assertThat(row(ada, linus).select("bdi").text()).isEqualTo(name);
            assertThat(row(ada, linus).select("bdi").text()).isEqualTo(name);
        }
    }

    @Test
    void anInvitationThatIsCanceledLosesItsButtons() {
        var id = town.invite(acme, "guest@example.com", "MEMBER");
        var page = acme.pages() + "/people/invitations";
        var before = Jsoup.parse(ada.visitor().get(page).body()).select("tbody tr:contains(guest@example.com)");
        assertThat(before.select("a[title]").eachAttr("title")).contains("Resend Invitation", "Cancel Invitation");

        ada.visitor().post(page + "/" + id + "/cancel", Map.of());

        var after = Jsoup.parse(ada.visitor().get(page).body()).select("tbody tr:contains(guest@example.com)");
        assertThat(after.select("a[title]")).isEmpty();
        assertThat(after.text()).contains("Canceled");
    }
}
