package app.foyer.audit;

import static app.foyer.audit.Ledger.NOW;
import static app.foyer.audit.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.foyer.database.SharedDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Nobody changes the record through the application's connection: not a superuser, for whom the triggers stand, and
/// not the tables' owner, who hasn't the right.
class AppendOnlyTest {
    private static final String[] CHANGES = {
        "update audit_event set target_name = 'x'",
        "delete from audit_event",
        "truncate audit_event",
        "update audit_seal set seq = seq + 1",
        "delete from audit_seal",
        "truncate audit_seal"
    };

    @Test
    void theTriggersRefuseEvenASuperuser() {
        var ledger = new Ledger();
        ledger.sealed(1);

        for (var change : CHANGES) {
            assertThatThrownBy(() -> ledger.db.sql(change).update())
                    .as(change)
                    .hasMessageContaining("audit events are never changed and never deleted");
        }
    }

    @Test
    void theOwnerHasNoRightToChange() throws SQLException {
        var owner = "owner_" + UUID.randomUUID().toString().substring(0, 8);
        var source = migratedBy(owner, owner);
        var ledger = new Ledger(source);
        ledger.sealed(2);

        for (var change : CHANGES) {
            assertThatThrownBy(() -> ledger.db.sql(change).update())
                    .as(change)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
        assertThat(ledger.verification().intact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant update, delete, truncate on audit_event to current_user",
                "alter table audit_event disable trigger all",
                "drop trigger audit_event_is_final on audit_event",
                "set session_replication_role = replica",
                "drop table audit_seal"
            })
    void whereAnotherRoleOwnsTheTablesTheApplicationCannotHelpItself(String trick) throws SQLException {
        var name = UUID.randomUUID().toString().substring(0, 8);
        var application = migratedBy("owner_" + name, "app_" + name);
        var ledger = new Ledger(application);
        ledger.write(NOW, event("ann@acme.test"));
        ledger.seals.seal(ledger.organization, NOW);

        try {
            ledger.db.sql(trick).update();
        } catch (RuntimeException refused) {
            assertThat(refused).rootCause().hasMessageMatching("(?s).*(must be owner|permission denied).*");
        }

        for (var change : CHANGES) {
            assertThatThrownBy(() -> ledger.db.sql(change).update())
                    .as(change)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
        assertThat(ledger.verification().intact()).isTrue();
    }

    /// A database of its own, as docs/operations.md has it made.
    private static DataSource migratedBy(String owner, String application) throws SQLException {
        var superuser = JdbcClient.create(SharedDatabase.source());
        superuser.sql("create role %s login".formatted(owner)).update();
        superuser.sql("create database %s owner %s".formatted(owner, owner)).update();
        var asOwner = source(owner, owner);
        if (!owner.equals(application)) {
            superuser.sql("create role %s login".formatted(application)).update();
            var database = JdbcClient.create(asOwner);
            database.sql("grant usage on schema public to " + application).update();
            database.sql("alter default privileges in schema public grant select, insert, update, delete on tables to "
                            + application)
                    .update();
        }
        Flyway.configure().dataSource(asOwner).load().migrate();
        return source(owner, application);
    }

    private static DataSource source(String database, String role) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setUrl(SharedDatabase.source()
                .unwrap(HikariDataSource.class)
                .getJdbcUrl()
                .replaceAll("\\?.*", ""));
        source.setDatabaseName(database);
        source.setUser(role);
        return source;
    }
}
