package app.foyer.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.util.PSQLState;

/// A PostgreSQL server that somebody else runs, which `FOYER_DATABASE_URL` names.
record ExistingPostgres(DatabaseAddress address) implements Postgres {
    private static final int OLDEST_MAJOR = 15;

    /// Tries the address once, so that a wrong one is a sentence at start-up and not a stack trace from the pool.
    static ExistingPostgres at(DatabaseAddress address) {
        return at(address, OLDEST_MAJOR);
    }

    static ExistingPostgres at(DatabaseAddress address, int oldestMajor) {
        try (var connection = connect(address)) {
            var version = connection.getMetaData();
            if (version.getDatabaseMajorVersion() < oldestMajor) {
                throw DatabaseNotUsable.tooOld(address, version.getDatabaseProductVersion(), oldestMajor);
            }
            return new ExistingPostgres(address);
        } catch (SQLException e) {
            throw whatIsWrong(address, e);
        }
    }

    static Connection connect(DatabaseAddress address) throws SQLException {
        var login = new Properties();
        if (address.user() != null) {
            login.setProperty("user", address.user());
        }
        if (address.password() != null) {
            login.setProperty("password", address.password());
        }
        login.setProperty("loginTimeout", "5");
        login.setProperty("socketTimeout", "10");
        return Objects.requireNonNull(new Driver().connect(address.jdbcUrl(), login));
    }

    private static DatabaseNotUsable whatIsWrong(DatabaseAddress address, SQLException e) {
        var state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (state.equals(PSQLState.INVALID_PASSWORD.getState())
                || state.equals(PSQLState.CONNECTION_REJECTED.getState())) {
            return DatabaseNotUsable.wrongPassword(address);
        }
        if (state.equals("3D000")) { // invalid_catalog_name
            return DatabaseNotUsable.noSuchDatabase(address);
        }
        return e.getCause() instanceof IOException || state.equals(PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState())
                ? DatabaseNotUsable.unreachable(address)
                : DatabaseNotUsable.refused(address, Objects.requireNonNullElse(e.getMessage(), state));
    }

    @Override
    public void close() {}
}
