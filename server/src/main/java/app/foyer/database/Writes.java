package app.foyer.database;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.ResourceHolderSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Writes whose outcome nobody waits for. A transaction's go to PostgreSQL together, in their order, ahead of its next
/// statement or in one message with its commit: the way there and back costs more than most of them. Whatever goes
/// wrong with one is thrown then, and nothing is committed.
@Component
public class Writes {
    /// Each sequence of statements is a text of its own that driver and server remember.
    private static final int AT_MOST = 8;

    private final JdbcTemplate db;
    private final Map<String, Positional> known = new ConcurrentHashMap<>();

    public Writes(DataSource database) {
        this.db = new JdbcTemplate(database);
    }

    /// @param sql a statement with named parameters
    public Write sql(String sql) {
        return new Write(known.computeIfAbsent(sql, Positional::of));
    }

    private record Positional(ParsedSql named, String sql) {
        static Positional of(String sql) {
            var named = NamedParameterUtils.parseSqlStatement(sql);
            return new Positional(named, NamedParameterUtils.substituteNamedParameters(named, null));
        }
    }

    /// A statement and its values.
    public final class Write {
        private final Positional statement;
        private final MapSqlParameterSource values = new MapSqlParameterSource();

        private Write(Positional statement) {
            this.statement = statement;
        }

        /// @param value an array rather than a collection
        public Write param(String name, @Nullable Object value) {
            values.addValue(name, value);
            return this;
        }

        /// Has it done by the time that this transaction looks, or ends. Without a transaction it is done at once.
        public void send() {
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
                Waiting.in(db).add(this);
            } else {
                execute(db, List.of(this), "");
            }
        }

        private Stream<@Nullable Object> arguments() {
            return Stream.of(NamedParameterUtils.buildValueArray(statement.named, values, null));
        }
    }

    /// Sends what waits of this thread's transaction.
    static void sendWaiting() {
        if (TransactionSynchronizationManager.getResource(Writes.class) instanceof Waiting waiting) {
            waiting.send();
        }
    }

    private static void execute(JdbcTemplate db, List<Write> writes, String end) {
        var sql = writes.stream().map(write -> write.statement.sql).collect(joining(";\n", "", end));
        var arguments = writes.stream().flatMap(Write::arguments).toArray();
        db.execute(sql, (PreparedStatementCallback<Boolean>) statement -> {
            new ArgumentPreparedStatementSetter(arguments).setValues(statement);
            return statement.execute();
        });
    }

    /// What waits of a transaction.
    private static final class Waiting extends ResourceHolderSupport {
        private final JdbcTemplate db;
        private final List<Write> writes = new ArrayList<>();
        private boolean over;

        private Waiting(JdbcTemplate db) {
            this.db = db;
        }

        static Waiting in(JdbcTemplate db) {
            if (TransactionSynchronizationManager.getResource(Writes.class) instanceof Waiting waiting) {
                return waiting;
            }
            var waiting = new Waiting(db);
            TransactionSynchronizationManager.bindResource(Writes.class, waiting);
            TransactionSynchronizationManager.registerSynchronization(new WithCommit(waiting));
            return waiting;
        }

        void add(Write write) {
            requireOpen();
            writes.add(write);
            if (writes.size() == AT_MOST) {
                send();
            }
        }

        void send() {
            requireOpen();
            send("");
        }

        /// The driver sees that the transaction is over: the commit that follows does nothing.
        void sendWithCommit() {
            over = !writes.isEmpty();
            send(";\ncommit");
        }

        private void send(String end) {
            if (!writes.isEmpty()) {
                var all = List.copyOf(writes);
                writes.clear();
                execute(db, all, end);
            }
        }

        // It would be a transaction of its own.
        private void requireOpen() {
            if (over) {
                throw new IllegalStateException("This transaction is committed already");
            }
        }
    }

    /// Ends the transaction. Whoever else has a last statement for it must have been registered before.
    private static final class WithCommit extends ResourceHolderSynchronization<Waiting, Class<?>> {
        private final Waiting waiting;

        WithCommit(Waiting waiting) {
            super(waiting, Writes.class);
            this.waiting = waiting;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            waiting.sendWithCommit();
        }
    }
}
