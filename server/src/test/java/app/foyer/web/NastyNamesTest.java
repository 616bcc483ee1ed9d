package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.invitation.FuzzedNames;
import app.foyer.mail.Languages;
import app.foyer.web.Town.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/// Names that look like markup, templates or another script, all the way from the API to the invitee.
@WholeHouseTest
@Import(InvitationLinks.class)
class NastyNamesTest {
    private static final int CASES = 14;

    @Autowired
    Town town;

    @Autowired
    InvitationLinks links;

    @Autowired
    JsonMapper json;

    private String ask(Tenant tenant, String method, String path, Map<String, ?> body) {
        var answer = town.stranger()
                .json(method, tenant.api() + path, json.writeValueAsString(body), Town.bearer(tenant.token()));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return answer.body();
    }

    @Test
    void theyComeOutAsTheyWentIn() {
        var acme = town.found("acme");
        var names = new FuzzedNames(3);
        for (var i = 0; i < CASES; i++) {
            var tag = Languages.written().get(i % Languages.written().size()).tag();
            var organization = names.thing();
            var application = names.thing();
            var person = names.person();
            ask(acme, "PATCH", "", Map.of("name", organization, "greeting", application));
            var slug = "app-" + i;
            ask(acme, "POST", "/applications", Map.of("name", application, "slug", slug));
            var body = new LinkedHashMap<String, Object>();
            body.put("emails", List.of("ann-" + UUID.randomUUID() + "@acme.test"));
            body.put("orgRole", "GUEST");
            body.put("locale", tag);
            body.put("appGrants", List.of(Map.of("application", slug, "appRole", "READ")));
            var invited = json.readTree(ask(acme, "POST", "/invitations", body));
            var link = links.to(acme, invited.at("/results/0/invitation/id").asString());
            var ann = town.stranger();

            var page = Jsoup.parse(ann.get(link).body());
            var accepted = ann.submit(link, link + "/accept", Map.of("name", person));
            var inside = Jsoup.parse(ann.get(acme.pages()).body());

            assertThat(page.expectFirst("html").attr("lang")).isEqualTo(tag);
            assertThat(page.expectFirst("h1 bdi").wholeText()).isEqualTo(organization);
            assertThat(page.expectFirst("dd bdi").wholeText()).isEqualTo(application);
            assertThat(page.expectFirst(".greeting").wholeText()).isEqualTo(application);
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(303);
            assertThat(inside.select(".flash p").text().replaceAll("[\u2068\u2069]", ""))
                    .contains(Jsoup.parse(org.springframework.web.util.HtmlUtils.htmlEscape(organization))
                            .text());
            assertThat(inside.expectFirst(".me b bdi").wholeText()).isEqualTo(person);
        }
    }
}
