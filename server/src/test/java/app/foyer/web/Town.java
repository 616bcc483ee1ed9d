package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Organizations with people and applications in them, made over HTTP as their makers would.
@TestComponent
class Town {
    static final String OPERATOR = "the-operators-token-of-the-whole-house";

    static final String HOOK_SECRET = "the-secret-that-reports-are-signed-with";

    private final Environment environment;
    private final JsonMapper json;
    private final SignedInVisitors visitors;

    Town(Environment environment, JsonMapper json, SignedInVisitors visitors) {
        this.environment = environment;
        this.json = json;
        this.visitors = visitors;
    }

    /// An organization and the token that opens it.
    record Tenant(String id, String slug, String token) {
        String api() {
            return "/api/v1/organizations/" + slug;
        }

        String pages() {
            return "/o/" + slug;
        }
    }

    /// Somebody who is in: as whom they act, in pages and over the API, and what they are called there.
    record Resident(Visitor visitor, String member, String email) {}

    int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    Visitor stranger() {
        return new Visitor(port());
    }

    JsonNode body(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    /// Founds an organization by the operator's API, with an application `storefront`.
    Tenant found(String name) {
        var slug = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        var founded = stranger()
                .json("POST", "/api/v1/operator/organizations", """
                        {"slug": "%s", "name": "%s", "adminEmail": "olga@%s.test"}
                        """.formatted(slug, name, slug), bearer(OPERATOR));
        assertThat(founded.statusCode()).as(founded.body()).isEqualTo(201);
        var answer = body(founded);
        var tenant = new Tenant(
                answer.at("/organization/id").asString(),
                slug,
                answer.path("token").asString());
        addApplication(tenant, "storefront");
        return tenant;
    }

    String addApplication(Tenant tenant, String slug) {
        var added = stranger()
                .json(
                        "POST",
                        tenant.api() + "/applications",
                        "{\"name\": \"%1$s\", \"slug\": \"%1$s\"}".formatted(slug),
                        bearer(tenant.token()));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        return body(added).path("id").asString();
    }

    /// Makes an API token with the tenant's own, and answers its secret.
    String token(Tenant tenant, String scope) {
        var made = stranger()
                .json(
                        "POST",
                        tenant.api() + "/api-tokens",
                        "{\"name\": \"%1$s\", \"scope\": \"%1$s\"}".formatted(scope),
                        bearer(tenant.token()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return body(made).path("token").asString();
    }

    /// Invites an address and answers the invitation's id.
    String invite(Tenant tenant, String email, String orgRole) {
        var grants = orgRole.equals("GUEST") ? """
                , "appGrants": [{"application": "storefront", "appRole": "WRITE"}]""" : "";
        var invited = stranger()
                .json(
                        "POST",
                        tenant.api() + "/invitations",
                        "{\"emails\": [\"%s\"], \"orgRole\": \"%s\"%s}".formatted(email, orgRole, grants),
                        bearer(tenant.token()));
        assertThat(invited.statusCode()).as(invited.body()).isEqualTo(201);
        return body(invited).at("/results/0/invitation/id").asString();
    }

    /// Invites somebody, who signs in and accepts. Guests may write on `storefront`.
    Resident join(Tenant tenant, String name, String orgRole) {
        var email = account(name);
        var visitor = accept(tenant, email, orgRole);
        var found = stranger().get(tenant.api() + "/members?q=" + email, bearer(tenant.token()));
        return new Resident(visitor, body(found).at("/items/0/id").asString(), email);
    }

    /// Invites somebody who has an account, who signs in and accepts.
    Visitor accept(Tenant tenant, String email, String orgRole) {
        var visitor = signIn(email);
        accept(tenant, email, visitor, orgRole);
        return visitor;
    }

    /// Invites somebody who is signed in, who accepts.
    void accept(Tenant tenant, String email, Visitor visitor, String orgRole) {
        var invitation = invite(tenant, email, orgRole);
        var accepted =
                visitor.submit("/?all", "/my-invitations/%s/%s/accept".formatted(tenant.id(), invitation), Map.of());
        assertThat(accepted.headers().firstValue("Location"))
                .hasValueSatisfying(l -> assertThat(l).endsWith(tenant.pages()));
    }

    /// Makes somebody an account, and answers its address.
    String account(String name) {
        return visitors.account(name).email();
    }

    /// Signs in whoever has this address.
    Visitor signIn(String email) {
        return visitors.signIn(email, port());
    }

    Visitor signedIn(String name) {
        return visitors.signIn(visitors.account(name), port());
    }
}
