package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How long the Audit Log takes with 1,000,000 events. Not part of the suite: run it with `-Dtest=AuditLogBench`.
@WholeHouseTest
@Tag("bench")
class AuditLogBench {
    private static final int EVENTS = 1_000_000;
    private static final int WARM_UP = 10;
    private static final int REQUESTS = 40;
    private static final double BAR_MILLIS = 250;

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    @Test
    void filtersAreQuickHoweverManyMatch() {
        var large = town.found("large");
        var admin = town.join(large, "ada", "ADMIN");
        fill(large);
        db.sql("vacuum analyze").update();

        var slow = new LinkedHashMap<String, Double>();
        paths().forEach((name, path) -> {
            var pages = times(admin, i -> large.pages() + "/audit-log" + path.apply(i));
            var api = times(admin, i -> large.api() + "/audit-events" + path.apply(i));
            System.out.printf(
                    "%-34s page p50 %6.1f p99 %6.1f ms   API p50 %6.1f p99 %6.1f ms%n",
                    name, pages[REQUESTS / 2], pages[REQUESTS - 1], api[REQUESTS / 2], api[REQUESTS - 1]);
            slow.put(name, Math.max(pages[REQUESTS / 2], api[REQUESTS / 2]));
        });

        assertThat(slow)
                .allSatisfy((name, millis) -> assertThat(millis).as(name).isLessThan(BAR_MILLIS));
    }

    private static Map<String, IntFunction<String>> paths() {
        var paths = new LinkedHashMap<String, IntFunction<String>>();
        paths.put("newest", _ -> "");
        paths.put("actor with half of all", _ -> "?actor=wanda");
        paths.put("actor with 50,000", i -> "?actor=clerk-" + i % 8);
        paths.put("actor with 50,000, long ago", _ -> "?actor=formerly");
        paths.put("actor with 50,000 and a rare action", _ -> "?actor=clerk-1&action=member.removed");
        paths.put("actor with one", i -> "?actor=invitee-" + (100_000 + i));
        paths.put("actors, a tenth of all", _ -> "?actor=invitee-");
        paths.put("actor, one letter", i -> "?actor=" + (char) ('a' + i % 26));
        paths.put("actor, nobody", i -> "?actor=nobody-" + i);
        paths.put("target with one", i -> "?target=target-" + (100_000 + i * 17) + "%40");
        paths.put("targets, all", _ -> "?target=example");
        paths.put("targets, 50,000 long ago", _ -> "?target=former.test");
        paths.put("targets, 10,000", i -> "?target=target-" + (10 + i));
        paths.put("target, nobody", i -> "?target=nobody-" + i);
        paths.put("action", _ -> "?action=member.removed");
        return paths;
    }

    private static double[] times(Resident admin, IntFunction<String> path) {
        var times = new double[REQUESTS];
        for (var i = -WARM_UP; i < REQUESTS; i++) {
            var start = System.nanoTime();
            var answer = admin.visitor().get(path.apply(Math.abs(i)));
            times[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
            assertThat(answer.statusCode()).as(path.apply(i)).isEqualTo(200);
        }
        Arrays.sort(times);
        return times;
    }

    /// Half is one admin's work, a twentieth each that of eight clerks, the oldest twentieth that of somebody who has
    /// left since, and of a tenth each has an actor of its own.
    private void fill(Tenant tenant) {
        db.sql("""
                insert into audit_event (organization_id, id, at, action, actor_type, actor_id, actor_name, target_type,
                                         target_id, target_name, details, from_address)
                select :o, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008' || substr(md5(n::text), 1, 15))::uuid, at,
                       case when n % 10000 = 7 then 'member.removed' else 'invitation.created' end, 'ACCOUNT',
                       md5(actor)::uuid, actor, 'invitation', gen_random_uuid(),
                       case when n > :events * 0.95 then 'target-' || n || '@former.test' else 'target-' || n || '@example.test' end,
                       '{"orgRole": "MEMBER", "appGrants": {}}', '192.0.2.1'
                  from (select n, now() - n * interval '20 seconds' as at,
                               case when n > :events * 0.95 then 'Olga Formerly'
                                    when n % 20 < 9 then 'Wanda Admin'
                                    when n % 20 < 17 then 'Clerk-' || n % 20 - 9
                                    else 'Invitee-' || n end as actor
                          from generate_series(1, :events) as n) e
                """)
                .param("o", UUID.fromString(tenant.id()))
                .param("events", EVENTS)
                .update();
        db.sql("""
                insert into audit_actor (organization_id, actor_id, name)
                select distinct organization_id, actor_id, actor_name from audit_event where organization_id = :o and actor_id is not null
                    on conflict do nothing
                """).param("o", UUID.fromString(tenant.id())).update();
    }
}
