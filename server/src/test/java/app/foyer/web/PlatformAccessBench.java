package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Cursor;
import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How long Platform Access takes with 100,000 members. Not part of the suite: run it with
/// `-Dtest=PlatformAccessBench`.
@WholeHouseTest
@Tag("bench")
class PlatformAccessBench {
    private static final int MEMBERS = 100_000;
    private static final int WARM_UP = 50;
    private static final int REQUESTS = 300;
    private static final double BAR_MILLIS = 50;
    private static final int ROUNDS_AT_MOST = 20;
    private static final double STILL_COMPILING = 0.1;
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    int port;

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    @Autowired
    DataSource database;

    @Test
    void aPageOfAHundredThousandCostsWhatAPageOfTenCosts() {
        var small = town.found("small");
        var smallAdmin = town.join(small, "ada", "ADMIN");
        fill(small, 10);
        var large = town.found("large");
        var admin = town.join(large, "ada", "ADMIN");
        fill(large, MEMBERS);
        db.sql("vacuum analyze").update();

        warmUp(admin, large);
        // What the machine itself does to one request in a hundred.
        var ten = times(smallAdmin, _ -> small.pages() + "/people");
        System.out.printf("%-26s page p50 %5.1f p99 %5.1f ms%n", "with 10 members", ten[REQUESTS / 2], p99(ten));
        var slow = new LinkedHashMap<String, Double>();
        var uneven = new ArrayList<String>();
        paths(large).forEach((name, path) -> {
            var pages = times(admin, i -> large.pages() + "/people" + path.apply(i));
            var api = times(admin, i -> large.api() + "/members" + path.apply(i));
            var many =
                    statements(admin, large.pages() + "/people" + path.apply(0)).size();
            var few = statements(smallAdmin, small.pages() + "/people" + path.apply(0))
                    .size();
            System.out.printf(
                    "%-26s page p50 %5.1f p99 %5.1f ms   API p50 %5.1f p99 %5.1f ms   %d statements, with 10 members %d%n",
                    name, pages[REQUESTS / 2], p99(pages), api[REQUESTS / 2], p99(api), many, few);
            if (many != few) {
                uneven.add(name);
            }
            slow.put(name, Math.max(p99(pages), p99(api)));
        });

        assertThat(uneven).as("other numbers of statements").isEmpty();
        assertThat(slow)
                .allSatisfy((name, millis) -> assertThat(millis).as(name).isLessThan(BAR_MILLIS));
    }

    /// A server that has been at work for a while: its code is compiled, its database's pages are in memory.
    private void warmUp(Resident admin, Tenant large) {
        for (var round = 1; round <= ROUNDS_AT_MOST; round++) {
            var compiled = COMPILER.getTotalCompilationTime();
            var start = System.nanoTime();
            paths(large).values().forEach(path -> {
                ask(admin, i -> large.pages() + "/people" + path.apply(i), WARM_UP);
                ask(admin, i -> large.api() + "/members" + path.apply(i), WARM_UP);
            });
            var share = (COMPILER.getTotalCompilationTime() - compiled) * 1e6 / (System.nanoTime() - start);
            System.out.printf("warming up, round %d: the compiler was at work for %.0f %% of it%n", round, share * 100);
            if (share < STILL_COMPILING) {
                return;
            }
        }
    }

    private Map<String, IntFunction<String>> paths(Tenant large) {
        var deep = cursor(large);
        var paths = new LinkedHashMap<String, IntFunction<String>>();
        paths.put("first page", _ -> "?limit=50");
        paths.put("deep page", _ -> "?sort=name&cursor=" + deep);
        paths.put("newest first", _ -> "?sort=-joinedAt");
        paths.put("last seen first", _ -> "?sort=-lastSeenAt");
        paths.put("search, one hit", i -> "?q=person-" + (10_000 + i * 71));
        paths.put("search, many hits", i -> "?q=person-" + (10 + i % 80));
        paths.put("search, two letters", i -> "?q=" + (char) ('a' + i % 26) + "e");
        paths.put("search, one letter", i -> "?q=" + (char) ('a' + i % 26));
        paths.put("search, absent pair", _ -> "?q=zq");
        paths.put("search, last in the order", _ -> "?q=hu");
        paths.put("search, no hit", i -> "?q=nobody-" + i);
        paths.put(
                "filter by role",
                i -> "?orgRole=" + List.of("ADMIN", "MEMBER", "GUEST").get(i % 3));
        paths.put("role, newest first", _ -> "?orgRole=ADMIN&sort=-joinedAt");
        paths.put("role, last seen last", _ -> "?orgRole=ADMIN&sort=lastSeenAt");
        paths.put("filter by application", i -> "?application=app-" + (1 + i % 20));
        paths.put("rare application", _ -> "?application=app-rare");
        paths.put("rare application, guests", _ -> "?application=app-rare&orgRole=GUEST");
        paths.put("all at once", i -> "?q=person-1&orgRole=GUEST&application=app-" + (1 + i % 20) + "&sort=-joinedAt");
        return paths;
    }

    private String cursor(Tenant large) {
        return db.sql("""
                select lower(name) as key, id from member
                 where organization_id = :organization order by lower(name), id offset 95000 limit 1
                """)
                .param("organization", UUID.fromString(large.id()))
                .query((row, _) -> new Cursor("members name", row.getString("key"), row.getObject("id", UUID.class)))
                .single()
                .text();
    }

    private double[] times(Resident admin, IntFunction<String> path) {
        ask(admin, path, WARM_UP);
        var times = ask(admin, path, REQUESTS);
        Arrays.sort(times);
        return times;
    }

    // By a client of its own: a visitor holds what the API answers against its description, which takes longer.
    private double[] ask(Resident admin, IntFunction<String> path, int requests) {
        var cookies = admin.visitor().cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        var times = new double[requests];
        for (var i = 0; i < requests; i++) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path.apply(i)))
                    .header("Cookie", cookies)
                    .build();
            var start = System.nanoTime();
            var status = status(request);
            times[i] = (System.nanoTime() - start) / 1e6;
            assertThat(status).as(path.apply(i)).isEqualTo(200);
        }
        return times;
    }

    private static int status(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray()).statusCode();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static double p99(double[] sorted) {
        return sorted[REQUESTS * 99 / 100];
    }

    private List<String> statements(Resident admin, String path) {
        admin.visitor().get(path);
        ((CountedDataSource) database).forget();
        admin.visitor().get(path);
        return ((CountedDataSource) database).statements();
    }

    /// People come in no order. One in a hundred is an admin, a fifth are members, the others guests of three of the
    /// twenty applications; ten of
    /// all are guests of a rare one.
    private void fill(Tenant tenant, int members) {
        var organization = UUID.fromString(tenant.id());
        db.sql("""
                insert into application (organization_id, id, slug, name, kind, created_at)
                select :o, gen_random_uuid(), 'app-' || n, 'App ' || n, 'OTHER', now()
                  from unnest(array['1','2','3','4','5','6','7','8','9','10','11','12','13','14','15','16','17','18','19',
                                    '20','rare']) as n
                """).param("o", organization).update();
        db.sql("""
                with people as (
                    select gen_random_uuid() as id, n, (array['Ada','Bea','Cleo','Dina','Emil','Finn','Gale','Hugo'])[1 + n % 8]
                             || ' Person-' || n || ' ' || substr(md5(n::text), 1, 6) as name,
                           'person-' || n || '.' || substr(md5(n::text), 7, 5) || '@' || :slug || '.test' as email
                      from generate_series(1, :members) as n order by hashtext(n::text)
                ), accounts as (
                    insert into account (id, name, email, created_at) select id, name, email, now() from people
                )
                insert into member (organization_id, id, account_id, name, email, org_role, joined_at, last_seen_at, access_ends_at)
                select :o, gen_random_uuid(), id, name, email,
                       case when n % 100 = 0 then 'ADMIN' when n % 5 = 0 then 'MEMBER' else 'GUEST' end,
                       now() - n * interval '1 minute',
                       case when n % 3 = 0 then null else now() - (n * 7 % 100000) * interval '1 minute' end,
                       case when n % 50 = 0 then now() - interval '1 day' when n % 50 = 1 then now() + interval '30 days' end
                  from people
                """)
                .param("o", organization)
                .param("slug", tenant.slug())
                .param("members", members)
                .update();
        // Foreign keys would be checked by plans for empty tables.
        db.sql("analyze").update();
        db.sql("""
                insert into app_grant (organization_id, member_id, application_id, app_role)
                select m.organization_id, m.id, a.id, 'WRITE'
                  from member m join application a on a.organization_id = m.organization_id and a.slug like 'app-%'
                 where m.organization_id = :o and m.org_role = 'GUEST'
                   and case when a.slug = 'app-rare' then m.name like '%Person-9999%'
                            else (hashtext(m.id::text || a.slug) & 7) = 0 end
                """).param("o", organization).update();
    }
}
