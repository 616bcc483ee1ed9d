package app.foyer.database;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;

/// Statements that PostgreSQL plans for the very values they come with. A plan that it keeps for all values finds a
/// rare
/// name or a frequent one slowly: the one wants an index of names, the other the list's own order.
public final class PlannedEachTime extends JdbcTemplate {
    public PlannedEachTime(DataSource source) {
        super(source);
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
}
