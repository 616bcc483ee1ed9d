package app.foyer.database;

import java.sql.Connection;
import java.sql.SQLException;

/// The database `foyer` in the embedded server, owned by a role `foyer` that is no superuser.
///
/// Were Foyer a superuser, a hole in a single statement would reach the machine's files and programs.
final class FoyerDatabase {
    private FoyerDatabase() {}

    /// Makes both unless they are there. The password is Foyer's own random text, so it needs no quoting.
    static void make(DatabaseAddress superuser, String password) throws SQLException {
        try (var connection = ExistingPostgres.connect(superuser)) {
            if (!any(connection, "select 1 from pg_roles where rolname = 'foyer'")) {
                execute(connection, "create role foyer login password '" + password + "'");
            }
            if (!any(connection, "select 1 from pg_database where datname = 'foyer'")) {
                execute(connection, "create database foyer owner foyer");
            }
        }
    }

    private static boolean any(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
