package app.foyer.people;

import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of digests. Readers whom one node has claimed are skipped by the others.
@Repository
class DigestStore {
    private final JdbcClient db;

    DigestStore(JdbcClient db) {
        this.db = db;
    }

    /// Somebody for whom notices wait.
    record Reader(OrganizationId organization, UUID account, String email) {}

    /// @param letter the e-mail that tells what waits
    record Digest(Reader reader, UUID letter) {}

    /// The time zones of organizations in which notices wait.
    List<ZoneId> zones() {
        return db.sql("""
                select distinct o.time_zone
                  from organization o
                 where exists (select from notice n where n.organization_id = o.id and n.letter_id is null)
                """)
                .query((row, _) -> ZoneId.of(row.getString("time_zone")))
                .list();
    }

    /// Takes up to `most` readers for whom something waits since before the last morning, and who have had no
    /// digest today. What is of the future is from before the clock was put back, and doesn't hold up anything.
    List<Reader> claim(List<Morning> mornings, Instant now, int most) {
        return db.sql("""
                select m.organization_id, m.account_id, m.email
                  from member m
                  join organization o on o.id = m.organization_id
                  join unnest(:zones::text[], :mornings::timestamptz[], :days::timestamptz[])
                       as z(zone, morning, day_began) on z.zone = o.time_zone
                 where exists (select from notice n
                                where n.organization_id = m.organization_id and n.account_id = m.account_id
                                  and n.letter_id is null and (n.at < z.morning or n.at > :now))
                   and (m.digested_at is null or m.digested_at < z.day_began or m.digested_at > :now)
                 limit :most
                   for no key update of m skip locked
                """)
                .param("zones", mornings.stream().map(m -> m.zone().getId()).toArray(String[]::new))
                .param("mornings", mornings.stream().map(m -> m.at().toString()).toArray(String[]::new))
                .param(
                        "days",
                        mornings.stream().map(m -> m.dayBegan().toString()).toArray(String[]::new))
                .param("now", Sql.at(now))
                .param("most", most)
                .query((row, _) -> new Reader(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getObject("account_id", UUID.class),
                        row.getString("email")))
                .list();
    }

    /// Puts all that waits into these digests, and gives those that have something to tell.
    List<Digest> gather(List<Digest> digests, Instant now) {
        var told = Set.copyOf(db.sql("""
                with gathered as (
                    update notice n
                       set letter_id = d.letter_id
                      from unnest(:organizations::uuid[], :accounts::uuid[], :letters::uuid[])
                           as d(organization_id, account_id, letter_id)
                     where n.organization_id = d.organization_id and n.account_id = d.account_id and n.letter_id is null
                    returning n.organization_id, n.account_id, n.letter_id
                ), noted as (
                    update member m
                       set digested_at = :now
                      from (select distinct organization_id, account_id from gathered) g
                     where m.organization_id = g.organization_id and m.account_id = g.account_id
                )
                select distinct letter_id from gathered
                """)
                .param(
                        "organizations",
                        values(digests, d -> d.reader().organization().value()))
                .param("accounts", values(digests, d -> d.reader().account()))
                .param("letters", values(digests, Digest::letter))
                .param("now", Sql.at(now))
                .query((row, _) -> row.getObject("letter_id", UUID.class))
                .list());
        return digests.stream().filter(digest -> told.contains(digest.letter())).toList();
    }

    /// Forgets what waits for people who aren't in any more.
    void forgetGone() {
        db.sql("""
                delete from notice n
                 where n.letter_id is null
                   and not exists (select from member m
                                    where m.organization_id = n.organization_id and m.account_id = n.account_id)
                """).update();
    }

    /// The letters of notices from before an instant, some of the oldest, with their organizations.
    Map<UUID, OrganizationId> oldLetters(Instant before, int most) {
        return db
                .sql("""
                select distinct n.organization_id, n.letter_id
                  from (select o.organization_id, o.letter_id from notice o
                         where o.at < :before and o.letter_id is not null
                         order by o.at
                         limit :most) n
                """)
                .param("before", Sql.at(before))
                .param("most", most)
                .query((row, _) -> Map.entry(
                        row.getObject("letter_id", UUID.class),
                        new OrganizationId(row.getObject("organization_id", UUID.class))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void forget(Map<UUID, OrganizationId> letters) {
        db.sql("""
                delete from notice n
                 using unnest(:organizations::uuid[], :letters::uuid[]) as l(organization_id, letter_id)
                 where n.organization_id = l.organization_id and n.letter_id = l.letter_id
                """)
                .param(
                        "organizations",
                        letters.values().stream().map(OrganizationId::value).toArray(UUID[]::new))
                .param("letters", letters.keySet().toArray(UUID[]::new))
                .update();
    }

    private static UUID[] values(List<Digest> digests, Function<Digest, UUID> value) {
        return digests.stream().map(value).toArray(UUID[]::new);
    }
}
