package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.audit.Actions;
import app.foyer.database.Ids;
import app.foyer.database.Sql;
import app.foyer.web.Town.Tenant;
import java.io.StringReader;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// The Audit Log page and its exports, without JavaScript.
@WholeHouseTest
class AuditPagesTest {
    @Autowired
    Town town;

    @Autowired
    MutableTime time;

    @Autowired
    MessageSource messages;

    @Autowired
    JdbcClient db;

    @Autowired
    JsonMapper json;

    @Autowired
    CountedDataSource statements;

    private Tenant acme;
    private Visitor linus;

    @BeforeEach
    void found() {
        acme = town.found("acme");
        linus = town.join(acme, "linus", "MEMBER").visitor();
    }

    @AfterEach
    void resetTime() {
        time.reset();
    }

    private Document page(String query) {
        var answer = linus.get(acme.pages() + "/audit-log" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private List<String> descriptions(String query) {
        return page(query).select("#list tbody td.says").eachText();
    }

    private void write(String action, String details) {
        time.advance(Duration.ofMillis(2));
        db.sql("""
                with written as (
                insert into audit_event (organization_id, id, at, action, actor_type, actor_id, actor_name, target_type, target_id, target_name, details)
                values (:organization, :id, :at, :action, 'ACCOUNT', gen_random_uuid(), 'Ada Moreau', 'member', gen_random_uuid(), 'Gil', :details::jsonb))
                insert into audit_unsealed (organization_id, event_id) values (:organization, :id)
                """)
                .param("organization", UUID.fromString(acme.id()))
                .param("id", Ids.next(time.instant()))
                .param("at", Sql.at(time.instant()))
                .param("action", action)
                .param("details", details)
                .update();
    }

    @Test
    void eachActionThatIsInUseHasASentenceAndAName() {
        assertThat(Actions.all()).isNotEmpty().allSatisfy(action -> {
            assertThat(messages.getMessage("audit.told." + action, new Object[] {"Ada", "Gil"}, "", Locale.ENGLISH))
                    .as(action)
                    .endsWith(".");
            var noun = action.substring(0, action.indexOf('.'));
            assertThat(messages.getMessage("audit.target." + noun, null, "", Locale.ENGLISH))
                    .as(action)
                    .isNotBlank();
            assertThat(messages.getMessage("audit.action." + action, null, "", Locale.ENGLISH))
                    .as(action)
                    .isNotBlank();
        });
    }

    @Test
    void anInvitationIsToldInWords() {
        town.invite(acme, "ann@pages.test", "GUEST");

        assertThat(descriptions("?action=invitation.created&target=ann"))
                .singleElement()
                .asString()
                .matches("olga@?.* via token operator invited ann@pages.test as Guest with Write on storefront\\.");
        var row = page("?target=ann").expectFirst("#list tbody tr");
        assertThat(row.select("td").eachText().get(3)).isEqualTo("ann@pages.test Invitation");
        assertThat(row.select("td").eachText().get(4)).isEqualTo("127.0.0.1");
        assertThat(row.select("td.says bdi").eachText()).contains("ann@pages.test", "storefront");
    }

    @Test
    void whatWasBeforeAndIsNowIsToldInWords() {
        write("member.edited", """
                {"before": {"orgRole": "MEMBER", "appGrants": {}, "accessEndsAt": null},
                 "after": {"orgRole": "GUEST", "appGrants": {"storefront": "WRITE", "gone": "READ", "blog": "ADMIN"},
                           "appGrantsEndAt": {"gone": "2026-12-01T09:00:00Z"}, "accessEndsAt": "2026-12-05T09:00:00Z"}}
                """);
        write("member.edited", """
                {"before": {"orgRole": "GUEST", "appGrants": {}}, "after": {"orgRole": "ADMIN", "appGrants": {}}}
                """);
        write("application.edited", """
                {"before": {"name": "Shop", "url": null, "kind": "OTHER"}, "after": {"name": "Store", "url": "https://x.test", "kind": "OTHER"}}
                """);
        write("invitation.accepted", "{\"orgRole\": \"ADMIN\", \"member\": \"x\"}");
        write("token.created", "{\"scope\": \"read\"}");
        write("member.removed", "{}");
        write("member.removed", "{\"before\": {\"orgRole\": \"GUEST\", \"appGrants\": {\"blog\": \"READ\"}}}");
        write("member.left", "{\"before\": {\"orgRole\": \"MEMBER\", \"appGrants\": {}}}");
        write("something.else", "{}");

        assertThat(descriptions("?actor=Moreau"))
                .containsExactly(
                        "Ada Moreau did “something.else” to Gil.",
                        "Ada Moreau left the organization. Until then: Member.",
                        "Ada Moreau removed Gil from the organization. Until then: Guest with Read on blog.",
                        "Ada Moreau removed Gil from the organization.",
                        "Ada Moreau made the API token Gil of scope read.",
                        "Ada Moreau accepted the invitation to Gil and joined as Admin.",
                        "Ada Moreau changed the application Gil: address from none to https://x.test, name from Shop to Store.",
                        "Ada Moreau changed the access of Gil from Guest without applications to Admin.",
                        "Ada Moreau changed the access of Gil from Member to Guest with Admin on blog, Read on gone until 1 Dec 2026, 09:00 UTC and Write on storefront, with access ending 5 Dec 2026, 09:00 UTC.");
    }

    @Test
    void whatAnAdminOrTheOperatorChangesOfAnOrganizationIsToldInWords() {
        town.stranger().json("PATCH", acme.api(), "{\"name\": \"Acme, Inc.\"}", Town.bearer(acme.token()));
        time.advance(Duration.ofSeconds(1));
        town.stranger()
                .json(
                        "PATCH",
                        "/api/v1/operator/organizations/" + acme.slug(),
                        "{\"plan\": {\"seats\": 25}}",
                        Town.bearer(Town.OPERATOR));

        assertThat(descriptions("?action=organization.edited"))
                .satisfiesExactly(
                        seats -> assertThat(seats)
                                .isEqualTo("Operator changed the organization Acme, Inc.: seats from none to 25."),
                        name -> assertThat(name)
                                .endsWith("changed the organization Acme, Inc.: name from acme to Acme, Inc.."));
    }

    @Test
    void theNavigationLeadsHereThoseWhoMaySeeIt() {
        var guest = town.join(acme, "gil", "GUEST").visitor();

        assertThat(page("").select("nav.places a[aria-current=page]").text()).isEqualTo("Audit Log");
        assertThat(Jsoup.parse(guest.get(acme.pages()).body())
                        .select("nav.places a")
                        .eachText())
                .containsExactly("Applications");
    }

    @Test
    void anEventHasAnAddressOfItsOwn() {
        var link = page("").expectFirst("#list tbody tr td a").attr("href");

        var event = linus.get(link);

        assertThat(event.statusCode()).isEqualTo(200);
        var page = Jsoup.parse(event.body());
        assertThat(page.select("h1").text()).isEqualTo("Invitation accepted");
        assertThat(page.select(".head p").text()).endsWith("and joined as Member.");
        assertThat(page.select("code").text()).isEqualTo(link.substring(link.lastIndexOf('/') + 1));
        assertThat(json.readTree(page.select("pre").text()).path("action").asString())
                .isEqualTo("invitation.accepted");
        assertThat(page.select("nav.places a[aria-current=page]").text()).isEqualTo("Audit Log");
        assertThat(linus.get(acme.pages() + "/audit-log/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void daysBeginInTheOrganizationsTimeZone() {
        town.stranger().json("PATCH", acme.api(), "{\"timeZone\": \"Pacific/Kiritimati\"}", Town.bearer(acme.token()));
        var there = time.instant().atZone(ZoneId.of("Pacific/Kiritimati")).toLocalDate();

        assertThat(descriptions("?action=application.created&from=" + there)).hasSize(1);
        assertThat(descriptions("?action=application.created&to=" + there.plusDays(1)))
                .hasSize(1);
        assertThat(page("?action=application.created&to=" + there)
                        .select("#list h2")
                        .text())
                .isEqualTo("No event matches");
        assertThat(page("?action=application.created&from=" + there.plusDays(1))
                        .select("#list h2")
                        .text())
                .isEqualTo("No event matches");
        assertThat(page("").select("#zone").text()).contains("Pacific/Kiritimati");
    }

    @ParameterizedTest
    @CsvSource({"from, 23.11.2026", "to, 2026-02-30", "from, 02026-11-23"})
    void aDayThatIsNoneComesBackAsTyped(String field, String typed) {
        var answer = linus.get(acme.pages() + "/audit-log?actor=Olga&" + field + "=" + typed);

        assertThat(answer.statusCode()).isEqualTo(422);
        var page = Jsoup.parse(answer.body());
        assertThat(page.select("#" + field + "-error").text()).contains(typed);
        assertThat(page.select("input[name=" + field + "]").attr("value")).isEqualTo(typed);
        assertThat(page.select("input[name=actor]").attr("value")).isEqualTo("Olga");
        assertThat(page.select("#list tbody tr")).isEmpty();
    }

    @Test
    void aListOfManyIsReadPageByPageAndTakesAsManyStatementsAsAListOfOne() {
        town.invite(acme, "bo@pages.test", "GUEST");
        page("");
        statements.forget();
        assertThat(descriptions("?target=bo@&action=invitation.created")).hasSize(1);
        var one = statements.statements();
        for (var i = 0; i < 60; i++) {
            town.invite(acme, "ann%d@pages.test".formatted(i), "GUEST");
        }

        statements.forget();
        var first = page("?target=ann&action=invitation.created");
        var many = statements.statements();

        assertThat(many).isEqualTo(one);
        assertThat(first.select("#list tbody tr")).hasSize(50);
        assertThat(first.select("[data-total]").text()).isEqualTo("60 events");
        var next = linus.get(first.select("a[rel=next]").attr("href"));
        assertThat(Jsoup.parse(next.body()).select("#list tbody tr")).hasSize(10);
    }

    @Test
    void theTableExportsWhatTheFilterShows() throws Exception {
        town.invite(acme, "ann@pages.test", "GUEST");

        var answer = linus.get(acme.pages() + "/audit-log/export.csv?target=ann");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment; filename=\"audit-log-" + acme.slug());
        var rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(answer.body()))
                .getRecords();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().get("Description"))
                .endsWith("invited ann@pages.test as Guest with Write on storefront.");
        assertThat(rows.getFirst().get("Target")).isEqualTo("ann@pages.test");
        assertThat(rows.getFirst().get("Action")).isEqualTo("invitation.created");
        assertThat(json.readTree(rows.getFirst().get("Details"))
                        .at("/appGrants/storefront")
                        .asString())
                .isEqualTo("WRITE");
        assertThat(rows.getFirst().get("Date")).endsWith("Z");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\" =1\"", "＝1"})
    void noCellIsAFormula(String name) throws Exception {
        db.sql("""
                insert into audit_event (organization_id, id, at, action, actor_type, actor_name, target_type, target_name)
                values (:organization, gen_random_uuid(), now(), 'member.left', 'ACCOUNT', :name, 'member', :name)
                """)
                .param("organization", UUID.fromString(acme.id()))
                .param("name", name)
                .update();

        var answer = linus.get(acme.pages() + "/audit-log/export.csv?action=member.left");

        var row = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(answer.body()))
                .getRecords()
                .getFirst();
        assertThat(row.get("Actor")).isEqualTo("'" + name);
        assertThat(row.get("Target")).isEqualTo("'" + name);
        assertThat(row.get("Description")).startsWith("'" + name);
    }

    @Test
    void theLinesForProgramsAreWhatTheApiAnswers() {
        var api = town.body(town.stranger().get(acme.api() + "/audit-events", Town.bearer(acme.token())));

        var answer = linus.get(acme.pages() + "/audit-log/export.ndjson");

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/x-ndjson");
        assertThat(answer.body().lines().map(json::readTree))
                .containsExactlyElementsOf(api.path("items").values());
    }

    @Test
    void anExportForDaysThatAreNoneIsRefused() {
        assertThat(linus.get(acme.pages() + "/audit-log/export.csv?from=x").statusCode())
                .isEqualTo(422);
        assertThat(linus.get(acme.pages() + "/audit-log/export.csv?action=x").statusCode())
                .isEqualTo(422);
    }
}
