package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// What is new in indexes of trigrams, until it is sorted in.
class PendingListsTest {
    private final JdbcClient db = JdbcClient.create(SharedDatabase.source());
    private final PendingLists lists = new PendingLists(db);

    @BeforeEach
    void begin() {
        db.sql("create schema elsewhere").update();
        db.sql("create table elsewhere.pieces (words text[])").update();
        db.sql("create index on elsewhere.pieces using gin (words)").update();
        db.sql("create table pieces (words text[])").update();
        db.sql("create index pieces_by_word on pieces using gin (words)").update();
        lists.sortIn();
    }

    @AfterEach
    void end() {
        db.sql("drop table pieces").update();
        db.sql("drop schema elsewhere cascade").update();
    }

    private void write(String table) {
        db.sql("insert into %s values (array[:word])".formatted(table))
                .param("word", UUID.randomUUID().toString())
                .update();
    }

    @Test
    void whatIsNewIsSortedInOnce() {
        write("pieces");

        assertThat(lists.sortIn()).isEqualTo(1);

        assertThat(lists.sortIn()).isZero();
    }

    @Test
    void aRoleThatOwnsNoIndexSortsInToo() throws SQLException {
        write("pieces");

        assertThat(asSomebodyElse("select 1")).isEqualTo(1);

        assertThat(lists.sortIn()).isZero();
    }

    /// What runs with an owner's rights must not look at what its caller has put in the way.
    @Test
    void whatACallerCallsLikeACatalogIsNotTakenForOne() throws SQLException {
        write("pieces");

        assertThat(asSomebodyElse("create temporary table pg_class as select * from pg_catalog.pg_class limit 0"))
                .isEqualTo(1);
    }

    @Test
    void whatIsNotFoyersIsLeftAlone() {
        write("elsewhere.pieces");

        assertThat(lists.sortIn()).isZero();
    }

    private long asSomebodyElse(String before) throws SQLException {
        db.sql("create role somebody_else").update();
        try (var connection = SharedDatabase.source().getConnection()) {
            var one = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            one.sql("set role somebody_else").update();
            try (var statement = connection.createStatement()) {
                statement.execute(before);
                return new PendingLists(one).sortIn();
            } finally {
                one.sql("reset role").update();
                one.sql("discard temp").update();
            }
        } finally {
            db.sql("drop role somebody_else").update();
        }
    }

    @Test
    void aDatabaseThatIsAwayIsNoFailureOfTheJob() {
        var nowhere = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/postgres");

        assertThatCode(() -> new PendingLists(JdbcClient.create(nowhere)).run()).doesNotThrowAnyException();
    }
}
