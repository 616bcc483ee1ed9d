package app.foyer.database;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/// SQL that PostgreSQL plans anew for each set of values. A search for what many have needs another plan than one
/// for what nobody has; after five runs PostgreSQL would keep one plan for both.
@Component
public class FreshPlans {
    private final JdbcClient db;

    public FreshPlans(DataSource database) {
        this.db = JdbcClient.create(new Unprepared(database));
    }

    public StatementSpec sql(String sql) {
        return db.sql(sql);
    }

    private static final class Unprepared extends TemplateInOrder {
        Unprepared(DataSource database) {
            super(database);
        }

        @Override
        protected void applyStatementSettings(Statement statement) throws SQLException {
            super.applyStatementSettings(statement);
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    }
}
