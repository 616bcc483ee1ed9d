package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class WritesTest {
    private static final DataSource SOURCE = SharedDatabase.source();

    private final Writes writes = new Writes(SOURCE);
    private final JdbcClient db = JdbcClient.create(new TemplateInOrder(SOURCE));
    private final JdbcTemplate outOfOrder = new JdbcTemplate(SOURCE);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(SOURCE));

    @BeforeAll
    static void makeTable() {
        new JdbcTemplate(SOURCE).execute("""
                create table if not exists written (
                  id int primary key, word text, late int unique deferrable initially deferred)
                """);
    }

    @BeforeEach
    void clear() {
        outOfOrder.update("delete from written");
    }

    @Test
    void theyWaitForTheTransactionsNextStatementWhichSeesThem() {
        transaction.executeWithoutResult(_ -> {
            insert(1, "one");
            assertThat(outOfOrder.queryForList("select word from written", String.class))
                    .isEmpty();

            assertThat(words()).containsExactly("one");
        });
    }

    @Test
    void aStatementThatIsPlannedAnewSeesThemToo() {
        transaction.executeWithoutResult(_ -> {
            insert(1, "one");

            assertThat(new FreshPlans(SOURCE)
                            .sql("select word from written")
                            .query(String.class)
                            .list())
                    .containsExactly("one");
        });
    }

    @Test
    void theyAreCommittedInTheirOrder() {
        transaction.executeWithoutResult(_ -> {
            insert(1, "one");
            writes.sql("update written set word = :word where id = :id")
                    .param("word", "first")
                    .param("id", 1)
                    .send();
        });

        assertThat(words()).containsExactly("first");
    }

    @Test
    void anyNumberOfThemIsCommitted() {
        transaction.executeWithoutResult(_ -> IntStream.range(0, 100).forEach(i -> insert(i, "word " + i)));

        assertThat(words()).hasSize(100);
    }

    @Test
    void aNullAndAnArrayAreValuesLikeOthers() {
        transaction.executeWithoutResult(_ -> writes.sql("""
                        insert into written (id, word) select n.id, :word from unnest(:ids::int[]) as n(id)
                        """)
                .param("word", null)
                .param("ids", new Integer[] {1, 2})
                .send());

        assertThat(db.sql("select count(*) from written where word is null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void theyAreRolledBack() {
        transaction.executeWithoutResult(status -> {
            insert(1, "one");
            status.setRollbackOnly();
        });

        assertThat(words()).isEmpty();
    }

    @Test
    void withoutATransactionTheyAreDoneAtOnce() {
        insert(1, "one");

        assertThat(words()).containsExactly("one");
    }

    @Test
    void ofOneThatFailsNothingIsCommitted() {
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    db.sql("insert into written (id, word) values (1, 'before')")
                            .update();
                    insert(2, "two");
                    insert(2, "two again");
                    insert(3, "three");
                }));

        assertThat(words()).isEmpty();
        theNextTransactionIsFine();
    }

    @Test
    void whatOnlyTheCommitFindsWrongIsThrownAsWell() {
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    insertLate(1, 7);
                    insertLate(2, 7);
                }));

        assertThat(words()).isEmpty();
        theNextTransactionIsFine();
    }

    @Test
    void aTransactionThatHasFailedUnnoticedIsNotTakenForCommitted() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    insert(1, "one");
                    assertThatExceptionOfType(DataAccessException.class)
                            .isThrownBy(() -> db.sql("select 1 / 0").query().listOfRows());
                    insert(2, "two");
                }));

        assertThat(words()).isEmpty();
        theNextTransactionIsFine();
    }

    @Test
    void nothingIsWrittenBehindTheCommit() {
        assertThatIllegalStateException()
                .isThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    insert(1, "one");
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void beforeCommit(boolean readOnly) {
                            db.sql("insert into written (id, word) values (2, 'late')")
                                    .update();
                        }
                    });
                }));

        assertThat(words()).containsExactly("one");
    }

    @Test
    void anotherTransactionInBetweenHasItsOwn() {
        var another = new TransactionTemplate(new JdbcTransactionManager(SOURCE));
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(status -> {
            insert(1, "outer");
            another.executeWithoutResult(_ -> {
                insert(2, "inner");
                assertThat(words()).containsExactly("inner");
            });
            status.setRollbackOnly();
        });

        assertThat(words()).containsExactly("inner");
    }

    private void theNextTransactionIsFine() {
        transaction.executeWithoutResult(_ -> insert(9, "nine"));
        assertThat(words()).containsExactly("nine");
    }

    private void insert(int id, String word) {
        writes.sql("insert into written (id, word) values (:id, :word)")
                .param("id", id)
                .param("word", word)
                .send();
    }

    private void insertLate(int id, int late) {
        writes.sql("insert into written (id, late) values (:id, :late)")
                .param("id", id)
                .param("late", late)
                .send();
    }

    private List<@Nullable String> words() {
        return db.sql("select word from written order by id")
                .query(String.class)
                .list();
    }
}
