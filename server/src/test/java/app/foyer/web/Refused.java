package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What refusals have in common, whoever has asked for whatever.
final class Refused {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] INNARDS = {
        "Exception", "at app.foyer", "at org.", "java.", "jackson", "insert into", "SQL", "postgres", "trace"
    };

    private Refused() {}

    /// A refusal in the API's form.
    static JsonNode asProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = JSON.readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("/problems/" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.has("errors")).as(answer.body()).isEqualTo(type.equals("validation"));
        keepsItsInnards(answer);
        return problem;
    }

    /// A refusal that says which field (by its pointer) or query parameter (by its name) is wrong.
    static void asFlaw(HttpResponse<String> answer, String where) {
        var flaw = asProblem(answer, 422, "validation").at("/errors/0");
        var name = where.isEmpty() || where.startsWith("/") ? "pointer" : "parameter";
        assertThat(flaw.path(name).asString()).as(answer.body()).isEqualTo(where);
        assertThat(flaw.path("detail").asString()).isNotBlank();
    }

    /// A refusal that people can read.
    static void asPage(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.body()).contains("<h1");
        keepsItsInnards(answer);
    }

    static void keepsItsInnards(HttpResponse<String> answer) {
        // Random letters of a CSRF token spell words now and then.
        assertThat(answer.body().replaceAll("[A-Za-z0-9_=-]{80,}", "")).doesNotContain(INNARDS);
    }

    /// All that a request could have changed, as one text to compare.
    static String everything(JdbcClient db) {
        return db.sql("""
                select concat_ws(E'\\n',
                  (select string_agg(t::text, ';' order by t.id) from organization t),
                  (select string_agg(t::text, ';' order by t.id) from application t),
                  (select string_agg(t::text, ';' order by t.id) from invitation t),
                  (select string_agg(t::text, ';' order by t::text) from invitation_grant t),
                  (select string_agg(t::text, ';' order by t::text) from app_grant t),
                  (select string_agg(t.id || t.name || t.org_role, ';' order by t.id) from member t),
                  (select string_agg(t::text, ';' order by t.id) from account t),
                  (select count(*) from email_address), (select count(*) from api_token),
                  (select count(*) from audit_event), (select count(*) from mail),
                  (select count(*) from sign_in_link), (select count(*) from spring_session))
                """).query(String.class).single();
    }
}
