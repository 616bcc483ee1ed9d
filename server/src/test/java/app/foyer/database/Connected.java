package app.foyer.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A connection for a test's few words of SQL.
record Connected(Connection connection) implements AutoCloseable {
    static Connected to(DatabaseAddress address) throws SQLException {
        return new Connected(DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password()));
    }

    @Nullable
    String ask(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    void tell(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
