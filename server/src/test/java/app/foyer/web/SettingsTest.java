package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An organization's settings, as pages and over the API.
@WholeHouseTest
class SettingsTest {
    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    @Autowired
    JsonMapper json;

    @Autowired
    MutableTime time;

    private Tenant acme;
    private Visitor ada;

    @BeforeEach
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN").visitor();
    }

    @AfterEach
    void backToNow() {
        time.reset();
    }

    private HttpResponse<String> ask(String method, String path, String body) {
        return town.stranger().json(method, acme.api() + path, body, Town.bearer(acme.token()));
    }

    private HttpResponse<String> rename(String slug) {
        return ask("PATCH", "", "{\"slug\": \"%s\"}".formatted(slug));
    }

    private Document page(String path) {
        var answer = ada.get(acme.pages() + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private HttpResponse<String> submit(String path, Map<String, String> fields) {
        return ada.submit("/account", acme.pages() + path, fields);
    }

    private JsonNode lastEvent(String action) {
        return json.readTree(db.sql("""
                        select details::text from audit_event
                         where organization_id = :organization and action = :action order by id desc limit 1
                        """)
                .param("organization", UUID.fromString(acme.id()))
                .param("action", action)
                .query(String.class)
                .single());
    }

    private static String fresh() {
        return "new-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void anOldAddressLeadsToTheNewOne() {
        var slug = fresh();
        assertThat(town.body(rename(slug)).path("slug").asString()).isEqualTo(slug);

        var moved = ada.get(acme.pages() + "/people?sort=name&q=ada");

        assertThat(moved.statusCode()).isEqualTo(308);
        assertThat(moved.headers().firstValue("Location")).hasValue("/o/" + slug + "/people?sort=name&q=ada");
        assertThat(moved.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(ada.get(acme.pages()).headers().firstValue("Location")).hasValue("/o/" + slug);
        assertThat(ada.get("/o/" + slug + "/people").statusCode()).isEqualTo(200);
        assertThat(town.body(ask("GET", "", "")).path("slug").asString()).isEqualTo(slug);
        assertThat(town.stranger()
                        .get(acme.pages())
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .contains("/sign-in");
        assertThat(town.signedIn("eve").get(acme.pages()).statusCode()).isEqualTo(404);
    }

    @Test
    void aFormThatWasOpenedBeforeIsStillTaken() {
        var slug = fresh();
        rename(slug);

        var saved = submit("/settings/applications/add", Map.of("name", "Wiki", "kind", "OTHER"));

        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(saved.headers().firstValue("Location").orElse("")).endsWith("/o/" + slug + "/settings/applications");
    }

    @Test
    void aFormerSlugIsOutOfOthersReachFor90Days() {
        var globex = town.found("globex");
        rename(fresh());
        var wish = "{\"slug\": \"%s\"}".formatted(acme.slug());

        time.advance(Duration.ofDays(90).minusMinutes(1));
        var tooEarly = town.stranger().json("PATCH", globex.api(), wish, Town.bearer(globex.token()));

        assertThat(tooEarly.statusCode()).isEqualTo(409);
        assertThat(town.body(tooEarly).path("type").asString()).isEqualTo("/problems/conflict");
        assertThat(ask("GET", "", "").statusCode()).isEqualTo(200);
        time.advance(Duration.ofMinutes(1));
        assertThat(ask("GET", "", "").statusCode()).isEqualTo(404);
        var taken = town.stranger().json("PATCH", globex.api(), wish, Town.bearer(globex.token()));
        assertThat(town.body(taken).path("slug").asString()).isEqualTo(acme.slug());
    }

    @Test
    void anOrganizationMayHaveItsFormerSlugBack() {
        var slug = fresh();
        rename(slug);

        var back = rename(acme.slug());

        assertThat(town.body(back).path("slug").asString()).isEqualTo(acme.slug());
        assertThat(ada.get("/o/" + slug).headers().firstValue("Location")).hasValue(acme.pages());
        assertThat(ada.get(acme.pages()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Upper",
        "a",
        "-a",
        "a_b",
        "''",
        "01990000-0000-7000-8000-000000000000",
    })
    void aBadSlugIsRefused(String slug) {
        var refused = rename(slug);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(town.body(refused).at("/errors/0/pointer").asString()).isEqualTo("/slug");
    }

    @Test
    void whatWasChangedIsRecordedAsItWasAndIs() {
        ask(
                "PATCH",
                "",
                "{\"name\": \"Acme Inc\", \"primaryContacts\": [{\"name\": \"Ada\", \"email\": \"ada@acme.test\"}]}");

        var details = lastEvent("organization.edited");

        assertThat(details.at("/before/name").asString()).isEqualTo("acme");
        assertThat(details.at("/after/name").asString()).isEqualTo("Acme Inc");
        assertThat(details.at("/before/primaryContacts")).isEmpty();
        assertThat(details.at("/after/primaryContacts/0/email").asString()).isEqualTo("ada@acme.test");
        assertThat(details.path("after").has("timeZone")).isFalse();
    }

    @Test
    void generalSettingsAreSaved() {
        var fields = new LinkedHashMap<>(Map.of("name", "Acme Inc", "slug", acme.slug(), "timeZone", "europe/berlin"));
        fields.putAll(Map.of("contactName", "Ada", "contactEmail", "ada@acme.test"));

        var saved = submit("/settings/general", fields);

        assertThat(saved.statusCode()).isEqualTo(303);
        var organization = town.body(ask("GET", "", ""));
        assertThat(organization.path("name").asString()).isEqualTo("Acme Inc");
        assertThat(organization.path("timeZone").asString()).isEqualTo("Europe/Berlin");
        assertThat(organization.at("/primaryContacts/0/name").asString()).isEqualTo("Ada");
        var shown = page("/settings/general");
        assertThat(shown.select("input[name=contactEmail]").eachAttr("value")).containsExactly("ada@acme.test", "");
        assertThat(shown.select("datalist#zones option").eachAttr("value")).contains("UTC", "Asia/Tokyo");
    }

    @Test
    void aWrongSettingComesBackAsTypedWithItsError() {
        var fields = new LinkedHashMap<>(Map.of("name", " ", "slug", "Not Good", "timeZone", "Mars/Base"));
        fields.putAll(Map.of("contactName", "Ada", "contactEmail", "nobody"));

        var refused = submit("/settings/general", fields);

        assertThat(refused.statusCode()).isEqualTo(422);
        var form = Jsoup.parse(refused.body());
        assertThat(form.select("input[name=slug]").val()).isEqualTo("Not Good");
        assertThat(form.select("input[name=timeZone]").val()).isEqualTo("Mars/Base");
        assertThat(form.select(".is-invalid").eachAttr("name"))
                .containsExactly("name", "slug", "timeZone", "contactEmail");
        assertThat(town.body(ask("GET", "", "")).path("name").asString()).isEqualTo("acme");
    }

    @Test
    void anotherContactGetsARowAndNothingIsSaved() {
        var more = submit(
                "/settings/general",
                Map.of("action", "add", "name", "Typed", "contactName", "Ada", "contactEmail", "a@b.test"));

        var form = Jsoup.parse(more.body());
        assertThat(form.select("input[name=contactName]")).hasSize(2);
        assertThat(form.select("input[name=name]").val()).isEqualTo("Typed");
        assertThat(town.body(ask("GET", "", "")).path("name").asString()).isEqualTo("acme");
    }

    @Test
    void aSlugInUseIsSaidBesideIt() {
        var globex = town.found("globex");

        var refused = submit("/settings/general", Map.of("name", "Acme", "slug", globex.slug(), "timeZone", "UTC"));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(refused.body()).select("#slug-error").text()).contains("in use");
    }

    @Test
    void thePlanIsReadable() {
        town.stranger().json("PATCH", "/api/v1/operator/organizations/" + acme.id(), """
                        {"plan": {"seats": 5, "startsOn": "2026-01-01", "endsOn": "2027-12-31"}}
                        """, Town.bearer(Town.OPERATOR));
        town.invite(acme, "ann@acme.test", "MEMBER");

        var plan = page("/settings/plan");

        var meter = plan.select("[role=meter]");
        assertThat(meter.attr("aria-valuenow")).isEqualTo("3");
        assertThat(meter.attr("aria-valuemax")).isEqualTo("5");
        assertThat(meter.attr("aria-valuetext"))
                .isEqualTo("3 of 5 seats are taken: 2 by members, 1 by open invitations");
        assertThat(plan.select("dd").eachText()).containsExactly("5", "2", "1", "2", "1 Jan 2026", "31 Dec 2027");
        assertThat(lastEvent("organization.edited").at("/after/seats").asInt()).isEqualTo(5);
    }

    @Test
    void anApplicationIsAddedAndEditedByForms() {
        var added = submit(
                "/settings/applications/add",
                Map.of("name", "Café Checkout", "slug", "", "kind", "NODEJS", "url", "https://pay.acme.test"));
        assertThat(added.statusCode()).isEqualTo(303);

        var edited = submit(
                "/settings/applications/cafe-checkout/edit", Map.of("name", "Checkout", "kind", "OTHER", "url", ""));

        assertThat(edited.statusCode()).isEqualTo(303);
        var application = town.body(ask("GET", "/applications/cafe-checkout", ""));
        assertThat(application.path("name").asString()).isEqualTo("Checkout");
        assertThat(application.path("kind").asString()).isEqualTo("OTHER");
        assertThat(application.path("url").isNull()).isTrue();
        var details = lastEvent("application.edited");
        assertThat(details.at("/before/url").asString()).isEqualTo("https://pay.acme.test");
        assertThat(details.at("/after/url").isNull()).isTrue();
        assertThat(page("/settings/applications?q=cafe-ch").select("tbody tr")).hasSize(1);
    }

    @Test
    void aWrongApplicationComesBackAsTyped() {
        var refused = submit(
                "/settings/applications/add",
                Map.of("name", "", "slug", "Not Good", "kind", "NODEJS", "url", "ftp://acme.test"));

        assertThat(refused.statusCode()).isEqualTo(422);
        var form = Jsoup.parse(refused.body());
        assertThat(form.select(".is-invalid").eachAttr("name")).containsExactly("name", "slug", "url");
        assertThat(form.select("option[selected]").val()).isEqualTo("NODEJS");
        assertThat(form.select("input[name=url]").val()).isEqualTo("ftp://acme.test");
        var taken = submit("/settings/applications/add", Map.of("name", "Storefront", "kind", "OTHER"));
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(taken.body()).select("#slug-error").text()).contains("storefront");
    }

    @Test
    void applicationsAreFoundByNameSlugAndId() {
        var id = town.addApplication(acme, "wiki");
        ask("PATCH", "/applications/wiki", "{\"name\": \"Handbook\"}");

        for (var piece : List.of("andbo", "HANDBOOK", "wik", id)) {
            var found = town.body(ask("GET", "/applications?q=" + piece, "")).path("items");
            assertThat(found)
                    .as(piece)
                    .singleElement()
                    .satisfies(one -> assertThat(one.path("id").asString()).isEqualTo(id));
            assertThat(page("/settings/applications?q=" + piece)
                            .select("#list tbody tr")
                            .text())
                    .as(piece)
                    .contains("Handbook")
                    .doesNotContain("storefront");
        }
    }

    @Test
    void anArchivedApplicationIsHiddenEverywhere() {
        var gil = town.join(acme, "gil", "GUEST").visitor();
        assertThat(gil.get(acme.pages()).body()).contains("storefront");

        var archived = ask("PATCH", "/applications/storefront", "{\"archived\": true}");

        assertThat(town.body(archived).path("archived").asBoolean()).isTrue();
        assertThat(town.body(archived).path("appRole").isNull()).isTrue();
        assertThat(gil.get(acme.pages()).body()).doesNotContain("storefront");
        assertThat(gil.get(acme.api() + "/applications/storefront").statusCode())
                .isEqualTo(404);
        assertThat(page("").text()).doesNotContain("storefront");
        assertThat(page("/people/invite").text()).doesNotContain("storefront");
        assertThat(page("/people").text()).doesNotContain("storefront");
        assertThat(page("/access").text()).doesNotContain("storefront");
        assertThat(town.body(ask("GET", "/applications", "")).path("total").asInt())
                .isZero();
        assertThat(town.body(ask("GET", "/applications?archived=true", ""))
                        .at("/items/0/slug")
                        .asString())
                .isEqualTo("storefront");
        assertThat(page("/settings/applications?archived=true").select("tbody tr"))
                .hasSize(1);
        assertThat(submit("/settings/applications/storefront/restore", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(gil.get(acme.pages()).body()).contains("storefront");
    }

    @Test
    void anApplicationInUseIsNotDeletedAndTheAnswerSaysToArchiveIt() {
        town.invite(acme, "gil@acme.test", "GUEST");

        var refused = ask("DELETE", "/applications/storefront", "");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(town.body(refused).path("type").asString()).isEqualTo("/problems/conflict");
        assertThat(town.body(refused).path("detail").asString()).contains("Archive it");
        assertThat(page("/settings/applications").select("a[title=Delete Application]"))
                .isEmpty();
        assertThat(page("/settings/applications/storefront/archive")
                        .select("#confirm p")
                        .text())
                .startsWith("storefront is hidden from everybody");
        var onPage = submit("/settings/applications/storefront/delete", Map.of());
        assertThat(onPage.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(onPage.body()).select("[role=alert]").text()).contains("can’t be deleted");
    }

    @Test
    void anUnusedApplicationIsDeleted() {
        town.addApplication(acme, "wiki");

        assertThat(ask("DELETE", "/applications/storefront", "").statusCode()).isEqualTo(204);
        assertThat(submit("/settings/applications/wiki/delete", Map.of()).statusCode())
                .isEqualTo(303);

        assertThat(ask("GET", "/applications/storefront", "").statusCode()).isEqualTo(404);
        assertThat(ask("DELETE", "/applications/storefront", "").statusCode()).isEqualTo(404);
        assertThat(page("").text()).contains("No applications yet");
        assertThat(page("").select("main a").eachAttr("href")).contains(acme.pages() + "/settings/applications");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"url": 7}                        | /url
            {"url": "acme.test"}              | /url
            {"name": ""}                      | /name
            {"kind": "PHP"}                   | /kind
            {"archived": "yes"}               | /archived
            {"slug": "other"}                 | /slug
            """)
    void aBadEditOfAnApplicationIsRefused(String body, String pointer) {
        var refused = ask("PATCH", "/applications/storefront", body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(town.body(refused).at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void whatIsNotNamedOfAnApplicationStays() {
        ask("PATCH", "/applications/storefront", "{\"url\": \"https://shop.acme.test\", \"kind\": \"WORDPRESS\"}");

        var edited = town.body(ask("PATCH", "/applications/storefront", "{\"name\": \"Shop\"}"));

        assertThat(edited.path("name").asString()).isEqualTo("Shop");
        assertThat(edited.path("url").asString()).isEqualTo("https://shop.acme.test");
        assertThat(edited.path("kind").asString()).isEqualTo("WORDPRESS");
        var cleared = town.body(ask("PATCH", "/applications/storefront", "{\"url\": null}"));
        assertThat(cleared.path("url").isNull()).isTrue();
    }

    @Test
    void aSuspendedOrganizationIsMarkedAndNotALink() {
        town.stranger()
                .json(
                        "PATCH",
                        "/api/v1/operator/organizations/" + acme.id(),
                        "{\"suspended\": true}",
                        Town.bearer(Town.OPERATOR));

        var home = ada.get("/");

        assertThat(home.statusCode()).isEqualTo(200);
        var card = Jsoup.parse(home.body()).select("main .cards li");
        assertThat(card.text()).contains("Suspended");
        assertThat(Jsoup.parse(home.body()).select("a[href^=/o/]")).isEmpty();
    }

    @Test
    void onlyTheOperatorCreatesOrganizationsUnlessTheSettingsSayOtherwise() {
        var nora = town.signedIn("nora");

        var page = nora.get("/organizations/new");
        var api = nora.json(
                "POST",
                "/api/v1/organizations",
                "{\"slug\": \"%s\", \"name\": \"Nova\"}".formatted(fresh()),
                "X-CSRF-TOKEN",
                nora.csrf("/account"));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("operator of this site");
        assertThat(nora.get("/").body()).doesNotContain("/organizations/new");
        assertThat(api.statusCode()).isEqualTo(403);
        assertThat(town.body(api).path("detail").asString()).contains("operator of this site");
    }
}
