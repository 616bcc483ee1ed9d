package app.foyer.audit;

import app.foyer.database.FreshPlans;
import app.foyer.database.Ids;
import app.foyer.database.SharedDatabase;
import app.foyer.database.Writes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The record of an organization of a test's own, and what a superuser may do to it.
final class Ledger {
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    final UUID organization = Ids.next(NOW);
    final JdbcClient db;
    final TransactionTemplate transaction;
    final AuditReader reader;
    final Seals seals;
    private final AuditLog log;
    private final DataSourceTransactionManager transactions;

    Ledger() {
        this(SharedDatabase.source());
    }

    Ledger(DataSource source) {
        transactions = new DataSourceTransactionManager(source);
        var json = JsonMapper.builder().build();
        db = JdbcClient.create(source);
        transaction = new TransactionTemplate(transactions);
        reader = new AuditReader(new FreshPlans(source), new AuditActors(new FreshPlans(source)), json);
        log = new AuditLog(new Writes(source), json);
        seals = anotherNode();
    }

    Seals anotherNode() {
        return new Seals(new SealStore(db), transactions, () -> NOW);
    }

    static AuditEvent event(String target) {
        return new AuditEvent(
                "invitation.created",
                new Actor(
                        Actor.Type.ACCOUNT,
                        UUID.fromString("0199aaaa-0000-7000-8000-000000000001"),
                        "Ada Moreau",
                        "192.0.2.7"),
                new Target("invitation", Ids.next(NOW), target),
                Map.of("orgRole", "GUEST", "appGrants", Map.of("störefront", "WRITE", "blog", "READ")));
    }

    void write(Instant now, AuditEvent... events) {
        transaction.executeWithoutResult(_ -> log.write(organization, List.of(events), now));
    }

    /// Inside of a transaction that somebody else ends.
    void writeOnly(Instant now, AuditEvent event) {
        log.write(organization, event, now);
    }

    /// As many events as asked for, a second apart, sealed one by one.
    void sealed(int count) {
        for (var i = 0; i < count; i++) {
            write(NOW.plusSeconds(i), event("ann" + i + "@acme.test"));
            seals.seal(organization, NOW.plusSeconds(i));
        }
    }

    Verification verification() {
        return seals.verify(organization, null);
    }

    /// The event at a place of the chain.
    UUID at(long place) {
        return db.sql("select event_id from audit_seal where organization_id = :organization and seq = :place")
                .param("organization", organization)
                .param("place", place)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    List<String> targetsInTheChain() {
        return db.sql("""
                select e.target_name from audit_seal s join audit_event e on e.organization_id = s.organization_id and e.id = s.event_id
                 where s.organization_id = :organization order by s.seq
                """)
                .param("organization", organization)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// What a superuser does who switches the triggers off.
    void tamper(String sql, Object... parameters) {
        transaction.executeWithoutResult(_ -> {
            db.sql("set local session_replication_role = replica").update();
            db.sql(sql).params(parameters).update();
        });
    }
}
