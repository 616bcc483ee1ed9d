package app.foyer.audit;

import app.foyer.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of the chain.
@Repository
class SealStore {
    private static final int AT_A_TIME = 1000;

    private final JdbcClient db;

    SealStore(JdbcClient db) {
        this.db = db;
    }

    /// An event's place in the chain of its organization.
    record Seal(long seq, UUID event, byte[] hash) {
        /// Before the first event.
        static final Seal NONE = new Seal(0, new UUID(0, 0), Chain.BEGINNING);
    }

    /// The organizations in which events wait.
    List<UUID> waiting() {
        return db.sql("select distinct organization_id from audit_unsealed")
                .query((row, _) -> row.getObject("organization_id", UUID.class))
                .list();
    }

    /// Whether this transaction is the one that seals this organization now.
    boolean tryLock(UUID organization) {
        return db.sql("select pg_try_advisory_xact_lock(hashtextextended('audit_seal ' || :organization, 0))")
                .param("organization", organization.toString())
                .query(Boolean.class)
                .single();
    }

    Seal head(UUID organization) {
        return db.sql("""
                select seq, event_id, hash from audit_seal
                 where organization_id = :organization order by seq desc limit 1
                """)
                .param("organization", organization)
                .query((row, _) ->
                        new Seal(row.getLong("seq"), row.getObject("event_id", UUID.class), row.getBytes("hash")))
                .optional()
                .orElse(Seal.NONE);
    }

    /// The next events that wait, with their places.
    ///
    /// @param last the last event that was looked at
    record Batch(List<Seal> seals, UUID last, boolean full) {}

    /// The events that wait after `last`, each on its own by its key: statistics about a queue that fills and empties
    /// lead planners astray. The order and the limit have them walk along that key; of a new organization they know
    /// nothing, and any index that begins with organizations would seem as good.
    Batch next(UUID organization, Seal head, UUID last, Instant sealedAt, int limit) {
        var seals = new ArrayList<>(List.of(head));
        var seen = new ArrayList<>(List.of(last));
        db.sql("""
                with waiting as materialized (
                  select u.event_id from audit_unsealed u
                   where u.organization_id = :organization and u.event_id > :last
                   order by u.event_id limit :limit
                )
                select w.event_id as waiting, e.*
                  from waiting w
                  left join lateral (
                       select %s
                         from audit_event e
                        where e.organization_id = :organization and e.id >= w.event_id
                        order by e.id limit 1) e on e.id = w.event_id
                 order by w.event_id
                """.formatted(Chain.COLUMNS))
                .param("organization", organization)
                .param("last", last)
                .param("limit", limit)
                .query(row -> {
                    seen.add(row.getObject("waiting", UUID.class));
                    if (row.getObject("id") != null) {
                        seals.add(next(seals.getLast(), sealedAt, row));
                    }
                });
        return new Batch(seals.subList(1, seals.size()), seen.getLast(), seen.size() > limit);
    }

    private static Seal next(Seal before, Instant sealedAt, ResultSet row) throws SQLException {
        var seq = before.seq() + 1;
        return new Seal(seq, row.getObject("id", UUID.class), Chain.next(before.hash(), seq, sealedAt, row));
    }

    void put(UUID organization, List<Seal> seals, Instant sealedAt) {
        var events = seals.stream().map(Seal::event).toArray(UUID[]::new);
        db.sql("""
                with sealed as (
                  delete from audit_unsealed where organization_id = :organization and event_id = any(:events::uuid[])
                ), actors as (
                  insert into audit_actor (organization_id, actor_id, name)
                  select distinct e.organization_id, coalesce(e.actor_id, '00000000-0000-0000-0000-000000000000'), e.actor_name
                    from unnest(:events::uuid[]) as s(event_id)
                    join lateral (select * from audit_event
                                   where organization_id = :organization and id >= s.event_id
                                   order by id limit 1) e on e.id = s.event_id
                      on conflict do nothing
                )
                insert into audit_seal (organization_id, seq, event_id, sealed_at, hash)
                select :organization, s.seq, s.event_id, :sealedAt, s.hash
                  from unnest(:seqs::bigint[], :events::uuid[], :hashes::bytea[]) as s(seq, event_id, hash)
                """)
                .param("organization", organization)
                .param("events", events)
                .param("sealedAt", Sql.at(sealedAt))
                .param("seqs", seals.stream().map(Seal::seq).toArray(Long[]::new))
                .param("hashes", seals.stream().map(Seal::hash).toArray(byte[][]::new))
                .update();
    }

    /// Walks along the chain to its first flaw. Never more than a thousand rows are in memory.
    Optional<Verification.Flaw> walk(UUID organization, ChainWalk walk) {
        var rows = db.sql("select s.seq, s.event_id, s.sealed_at, s.hash, " + Chain.COLUMNS + """

                  from audit_seal s
                  left join audit_event e on e.organization_id = s.organization_id and e.id = s.event_id
                 where s.organization_id = :organization
                 order by s.seq
                """)
                .withFetchSize(AT_A_TIME)
                .param("organization", organization)
                .query((row, _) -> walk.step(row));
        try (var steps = rows.stream()) {
            return steps.flatMap(Optional::stream).findFirst();
        }
    }

    int waiting(UUID organization) {
        return db.sql("select count(*) from audit_unsealed where organization_id = :organization")
                .param("organization", organization)
                .query(Integer.class)
                .single();
    }

    /// The first event that neither has a place nor waits for one: nobody who writes down events makes such.
    Optional<UUID> stray(UUID organization) {
        return db.sql("""
                select e.id from audit_event e
                 where e.organization_id = :organization
                   and not exists (select from audit_seal s
                                    where s.organization_id = e.organization_id and s.event_id = e.id)
                   and not exists (select from audit_unsealed u
                                    where u.organization_id = e.organization_id and u.event_id = e.id)
                 order by e.id limit 1
                """).param("organization", organization).query(UUID.class).optional();
    }

    /// The first event that waits and is gone.
    Optional<UUID> lost(UUID organization) {
        return db.sql("""
                select u.event_id from audit_unsealed u
                 where u.organization_id = :organization
                   and not exists (select from audit_event e
                                    where e.organization_id = u.organization_id and e.id = u.event_id)
                 order by u.event_id limit 1
                """).param("organization", organization).query(UUID.class).optional();
    }
}
