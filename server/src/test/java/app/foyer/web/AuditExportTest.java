package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.foyer.web.Town.Tenant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Exports that are longer than what the wire holds.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditExportTest {
    private static final int MANY = 60_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Visitor linus;

    @BeforeAll
    void foundAcmeWhereMuchHasHappened() {
        acme = town.found("acme");
        linus = town.join(acme, "linus", "MEMBER").visitor();
        db.sql("""
                insert into audit_event (organization_id, id, at, action, actor_type, actor_name, target_type, target_name, details)
                select :organization, gen_random_uuid(), now(), 'member.left', 'ACCOUNT', 'Gil', 'member', 'Gil',
                       jsonb_build_object('filler', repeat('x', 300))
                  from generate_series(1, :many)
                """)
                .param("organization", UUID.fromString(acme.id()))
                .param("many", MANY)
                .update();
    }

    private InputStream export(String file) throws IOException, InterruptedException {
        var cookies = linus.cookies.entrySet().stream()
                .map(c -> c.getKey() + "=" + c.getValue())
                .collect(Collectors.joining("; "));
        var uri = URI.create("http://localhost:" + town.port() + acme.pages() + "/audit-log/" + file);
        var request = HttpRequest.newBuilder(uri).header("Cookie", cookies).build();
        var answer = HTTP.send(request, BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private int reading() {
        return db.sql(
                        "select count(*) from pg_stat_activity where query like '%from audit_event e%' and pid <> pg_backend_pid()"
                                + " and state like 'idle in transaction%'")
                .query(Integer.class)
                .single();
    }

    @Test
    void allOfItComes() throws Exception {
        for (var file : new String[] {"export.ndjson?action=member.left", "export.csv?action=member.left"}) {
            try (var body = export(file);
                    var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                assertThat(lines.lines().count()).isBetween((long) MANY, MANY + 1L);
            }
        }
    }

    @Test
    void aFileThatCanNotBeFinishedIsNotTakenForTheWhole() throws Exception {
        for (var file : new String[] {"export.ndjson", "export.csv"}) {
            try (var body = export(file)) {
                assertThat(body.readNBytes(1000)).hasSize(1000);
                await().until(() -> reading() == 1);

                db.sql(
                                "select pg_terminate_backend(pid) from pg_stat_activity where query like '%from audit_event e%' and pid <> pg_backend_pid()")
                        .query(Boolean.class)
                        .list();

                assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void someAtATimeAreEnoughAndWhoeverGoesAwayMakesRoom() throws Exception {
        var open = new ArrayList<InputStream>();
        for (var i = 0; i < 4; i++) {
            open.add(export("export.ndjson"));
        }

        var fifth = linus.get(acme.pages() + "/audit-log/export.csv");
        var verification = town.stranger().get(acme.api() + "/audit-events/verification", Town.bearer(acme.token()));

        assertThat(fifth.statusCode()).isEqualTo(429);
        assertThat(fifth.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(fifth.headers().firstValue("Content-Disposition").orElse("")).doesNotContain("attachment");
        assertThat(verification.statusCode()).isEqualTo(429);
        for (var body : open) {
            body.close();
        }
        await().until(() -> reading() == 0);
        assertThat(linus.get(acme.pages() + "/audit-log/export.csv?action=invitation.accepted")
                        .statusCode())
                .isEqualTo(200);
    }
}
