package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// People create organizations themselves, where the settings let them.
@WholeHouseTest
@TestPropertySource(properties = "foyer.organizations.created-by=ACCOUNTS")
class FoundingTest {
    @Autowired
    Town town;

    private final String slug = "nova-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whoCreatesAnOrganizationIsItsFirstAdmin() {
        var nora = town.signedIn("nora");
        assertThat(Jsoup.parse(nora.get("/").body()).select("a[href=/organizations/new]"))
                .hasSize(1);

        var created = nora.submit("/organizations/new", "/organizations/new", Map.of("name", "Nova", "slug", slug));

        assertThat(created.statusCode()).isEqualTo(303);
        assertThat(created.headers().firstValue("Location").orElse("")).endsWith("/o/" + slug);
        var api = "/api/v1/organizations/" + slug;
        assertThat(town.body(nora.get(api)).at("/plan/used").asInt()).isOne();
        assertThat(town.body(nora.get(api + "/members")).at("/items/0/orgRole").asString())
                .isEqualTo("ADMIN");
    }

    @Test
    void theIdIsMadeFromTheNameWhenItIsLeftEmpty() {
        var nora = town.signedIn("nora");
        var name = "Café " + slug;

        var created = nora.submit("/organizations/new", "/organizations/new", Map.of("name", name));

        assertThat(created.headers().firstValue("Location").orElse("")).endsWith("/o/cafe-" + slug);
    }

    @Test
    void theApiCreatesForWhoeverIsSignedIn() {
        var nora = town.signedIn("nora");

        var created = post(nora, "{\"slug\": \"%s\", \"name\": \"Nova\"}".formatted(slug));

        assertThat(created.statusCode()).isEqualTo(201);
        var id = town.body(created).path("id").asString();
        assertThat(created.headers().firstValue("Location")).hasValue("/api/v1/organizations/" + id);
        assertThat(nora.get("/api/v1/organizations/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void anIdInUseComesBackWithTheForm() {
        var acme = town.found("acme");
        var nora = town.signedIn("nora");

        var refused =
                nora.submit("/organizations/new", "/organizations/new", Map.of("name", "Nova", "slug", acme.slug()));

        assertThat(refused.statusCode()).isEqualTo(409);
        var form = Jsoup.parse(refused.body());
        assertThat(form.select("#slug-error").text()).contains(acme.slug());
        assertThat(form.select("input[name=name]").val()).isEqualTo("Nova");
        assertThat(post(nora, "{\"slug\": \"%s\", \"name\": \"Nova\"}".formatted(acme.slug()))
                        .statusCode())
                .isEqualTo(409);
        assertThat(post(nora, "{\"name\": \"Nova\"}").statusCode()).isEqualTo(422);
    }

    @Test
    void aTokenCreatesNone() {
        var acme = town.found("acme");

        var refused = town.stranger()
                .json(
                        "POST",
                        "/api/v1/organizations",
                        "{\"slug\": \"%s\", \"name\": \"Nova\"}".formatted(slug),
                        Town.bearer(acme.token()));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(town.body(refused).path("detail").asString()).contains("signed in");
    }

    private java.net.http.HttpResponse<String> post(Visitor visitor, String body) {
        return visitor.json("POST", "/api/v1/organizations", body, "X-CSRF-TOKEN", visitor.csrf("/account"));
    }
}
