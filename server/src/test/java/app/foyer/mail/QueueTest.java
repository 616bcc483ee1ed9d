package app.foyer.mail;

import static app.foyer.mail.ScriptedSmtp.HANG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.foyer.database.Sql;
import app.foyer.mail.Correspondent.Outcome.Delayed;
import app.foyer.mail.Correspondent.Outcome.Taken;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each letter once, whoever dies, fails or competes.
class QueueTest {
    private static final Duration LEASE = Pace.usual(1).lease();

    private static final Set<String> KINDS = Set.of(TestCorrespondent.KIND);

    private final PostOffice office = new PostOffice();
    private final ScriptedSmtp server = new ScriptedSmtp();

    QueueTest() throws IOException {}

    @AfterEach
    void close() {
        office.close();
        server.close();
    }

    @Test
    void twoPostmenShareAQueueAndDeliverEachMailOnce() throws IOException {
        office.withWorkers(3);
        office.enqueue(200);

        office.open(server.url()).open(server.url()).awaitSettled(200);

        assertThat(server.taken).hasSize(200);
        assertThat(server.taken.stream().map(ScriptedSmtp.Taken::to)).doesNotHaveDuplicates();
        office.awaitEmptyQueue();
    }

    @Test
    void theQueueIsTidiedAsItEmpties() throws IOException {
        var before = timesTidied();
        office.withWorkers(4);
        office.enqueue(2000);

        office.open(server.url()).awaitSettled(2000);

        await().until(() -> timesTidied() > before);
        office.awaitEmptyQueue();
    }

    private long timesTidied() {
        return office.db
                .sql("select vacuum_count from pg_stat_user_tables where relname = 'mail'")
                .query(Long.class)
                .single();
    }

    @Test
    void aDeadNodesMailsAreTakenOverWhenTheirLeaseEnds() throws IOException {
        office.enqueue(1);
        var deadNode = new Satchel(office.store, Pace.usual(1), office.clock);
        assertThat(deadNode.fill(KINDS, 10)).hasSize(1);

        office.clock.advance(LEASE.minusSeconds(1));
        assertThat(office.store.claim(KINDS, Set.of(), 10, office.clock.instant(), office.clock.instant()))
                .isEmpty();
        office.clock.advance(Duration.ofSeconds(1));
        office.open(server.url()).awaitSettled(1);

        assertThat(server.taken).hasSize(1);
        assertThat(office.correspondent.settled.getFirst().mail().attempts()).isEqualTo(2);
    }

    @Test
    void aSlowServerDoesNotCostTheLease() throws IOException {
        server.on("RCPT", HANG);
        office.enqueue(1);
        office.open(server.url()).open(server.url());
        await().until(() -> server.commands.stream().anyMatch(command -> command.startsWith("RCPT")));

        for (var i = 0; i < 4; i++) {
            office.clock.advance(LEASE.minusSeconds(3));
            await().until(this::leasesAreRenewed);
        }
        server.release();
        office.awaitSettled(1);

        assertThat(server.taken).hasSize(1);
        assertThat(server.connections).hasValue(1);
    }

    private boolean leasesAreRenewed() {
        return office.db
                .sql("select due_at = ? from mail")
                .param(Sql.at(office.clock.instant().plus(LEASE)))
                .query(Boolean.class)
                .single();
    }

    @Test
    void aMailThatHasLostItsReasonIsDropped() throws IOException {
        office.correspondent.withoutReason.addAll(office.enqueue(1));
        office.enqueue(1);

        office.open(server.url()).awaitEmptyQueue();

        assertThat(office.correspondent.outcomes()).containsExactly(new Taken("250 taken"));
        assertThat(server.taken).hasSize(1);
    }

    @Test
    void aMailOfAnUnknownKindIsLeftForNodesThatKnowIt() throws IOException {
        office.transaction.executeWithoutResult(_ -> office.queue.enqueue(
                "future",
                null,
                List.of(new MailQueue.NewMail(UUID.randomUUID(), "gil@example.test")),
                office.clock.instant()));
        office.enqueue(1);

        office.open(server.url()).awaitSettled(1);

        assertThat(office.db.sql("select kind, attempts from mail").query().singleRow())
                .containsEntry("kind", "future")
                .containsEntry("attempts", 0);
    }

    @Test
    void aMailThatCannotBeWrittenDoesNotHoldUpTheOthers() throws IOException {
        office.correspondent.unwritable.add(office.enqueue(3).getFirst());

        office.open(server.url()).awaitSettled(3);

        assertThat(office.correspondent.outcomes())
                .filteredOn(Taken.class::isInstance)
                .hasSize(2);
        assertThat(office.correspondent.outcomes())
                .filteredOn(Delayed.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aMailWhoseSettlingFailsIsSettledLaterAndNotSentAgain() throws IOException {
        office.correspondent.failuresToSettle.set(3);
        office.enqueue(1);

        office.open(server.url()).awaitSettled(1);

        office.awaitEmptyQueue();
        assertThat(server.taken).hasSize(1);
    }

    @Test
    void aCorrespondentThatNeverListensDoesNotMakeAMailComeTwice() throws IOException {
        office.correspondent.failuresToSettle.set(Integer.MAX_VALUE);
        office.enqueue(1);

        office.open(server.url()).awaitEmptyQueue();

        assertThat(server.taken).hasSize(1);
    }

    @Test
    void aRolledBackChangeSendsNothing() throws IOException {
        office.open(server.url());

        office.transaction.executeWithoutResult(change -> {
            office.enqueue("ghost@example.test");
            change.setRollbackOnly();
        });
        office.enqueue(1);

        office.awaitSettled(1);
        assertThat(server.taken)
                .singleElement()
                .satisfies(taken -> assertThat(taken.to()).isEqualTo("RCPT TO:<linus1@example.test>"));
    }
}
