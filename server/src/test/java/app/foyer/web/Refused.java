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

    /// All that a request could have changed, as one text to compare: a line for each table, with how many rows it has
    /// and what is in them. But for what each request may leave behind: when and from where somebody was last seen.
    static String everything(JdbcClient db) {
        var tables = db.sql("""
                select string_agg(format(
                    'select %L || '' '' || count(*) || '' '' || coalesce(sum(hashtextextended(concat_ws(''|'', %s), 0)), 0) from %I',
                    table_name, coalesce(columns, ''''''), table_name), ' union all ')
                from (select relname as table_name, string_agg(
                        -- Connections may write times in different zones.
                        case atttypid when 'timestamptz'::regtype then format('%I at time zone ''UTC''', attname)
                                      when 'timestamptz[]'::regtype
                                      then format('(select array_agg(t at time zone ''UTC'') from unnest(%I) as t)', attname)
                                      else quote_ident(attname) end, ', ' order by attnum)
                        -- What is only ever added to is counted.
                        filter (where relname not in ('audit_event', 'audit_unsealed')) as columns
                      from pg_class join pg_attribute on attrelid = pg_class.oid
                      where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
                        and relname not in ('spring_session', 'spring_session_attributes', 'api_usage')
                        and attname not in ('last_used_at', 'last_used_from', 'last_seen_at')
                      group by relname) t
                """).query(String.class).single();
        return String.join(
                "\n",
                db.sql(tables).query(String.class).list().stream().sorted().toList());
    }
}
