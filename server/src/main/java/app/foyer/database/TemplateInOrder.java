package app.foyer.database;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Statements that come after those [Writes] of their transaction that wait, and so see them.
@Component
public class TemplateInOrder extends JdbcTemplate {
    public TemplateInOrder(DataSource database) {
        super(database);
    }

    // Called for each statement before it is executed.
    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        Writes.sendWaiting();
    }
}
