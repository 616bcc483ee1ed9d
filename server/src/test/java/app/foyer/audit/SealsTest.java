package app.foyer.audit;

import static app.foyer.audit.Ledger.NOW;
import static app.foyer.audit.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.audit.Verification.Flaw;
import app.foyer.audit.Verification.Reason;
import app.foyer.database.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// The chain of hashes: it comes to be beside all else, and whatever is done to the record is found.
class SealsTest {
    private final Ledger ledger = new Ledger();

    @Test
    void anUntouchedRecordIsIntact() {
        ledger.sealed(5);

        var verification = ledger.verification();

        assertThat(verification.intact()).isTrue();
        assertThat(verification.events()).isEqualTo(5);
        assertThat(verification.waiting()).isZero();
        assertThat(verification.sealedUpTo()).isEqualTo(NOW.plusSeconds(4));
        assertThat(verification.head()).matches("[0-9a-f]{64}");
    }

    @Test
    void aRecordWithoutEventsIsIntact() {
        assertThat(ledger.verification()).isEqualTo(new Verification(true, 0, 0, null, null, null));
    }

    @Test
    void eventsThatAreNotSealedYetAreReportedAsSuch() {
        ledger.sealed(2);
        ledger.write(NOW.plusSeconds(9), event("bo@acme.test"), event("cy@acme.test"));

        var verification = ledger.verification();

        assertThat(verification.intact()).isTrue();
        assertThat(verification.events()).isEqualTo(2);
        assertThat(verification.waiting()).isEqualTo(2);
    }

    @Test
    void moreEventsThanOneBatchTakesAreSealedInOneGo() {
        for (var i = 0; i < 25; i++) {
            ledger.write(
                    NOW,
                    Stream.generate(() -> event("ann@acme.test")).limit(100).toArray(AuditEvent[]::new));
        }

        ledger.seals.seal(ledger.organization, NOW);

        assertThat(ledger.verification().events()).isEqualTo(2500);
        assertThat(ledger.verification().waiting()).isZero();
    }

    @Test
    void anEventThatIsCommittedLateComesLater() throws Exception {
        try (var slow = Executors.newSingleThreadExecutor()) {
            var written = new CyclicBarrier(2);
            var sealed = new CyclicBarrier(2);
            var late = slow.submit(() -> ledger.transaction.executeWithoutResult(_ -> {
                ledger.writeOnly(NOW, event("late@acme.test"));
                meet(written);
                meet(sealed);
            }));
            written.await();
            ledger.write(NOW.plusSeconds(1), event("soon@acme.test"));
            ledger.seals.seal(ledger.organization, NOW.plusSeconds(2));
            sealed.await();
            late.get();
        }

        ledger.seals.seal(ledger.organization, NOW.plusSeconds(3));

        assertThat(ledger.targetsInTheChain()).containsExactly("soon@acme.test", "late@acme.test");
        assertThat(ledger.verification().intact()).isTrue();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @RepeatedTest(3)
    void manyNodesThatSealWhileOthersWriteMakeOneChain() throws Exception {
        var barrier = new CyclicBarrier(8);
        Callable<Boolean> writer = () -> {
            barrier.await();
            for (var i = 0; i < 50; i++) {
                ledger.write(NOW.plusSeconds(i), event("ann@acme.test"), event("bo@acme.test"));
            }
            return true;
        };
        Callable<Boolean> sealer = () -> {
            var node = ledger.anotherNode();
            barrier.await();
            for (var i = 0; i < 50; i++) {
                node.seal(ledger.organization, NOW.plusSeconds(i));
            }
            return true;
        };
        try (var threads = Executors.newFixedThreadPool(8)) {
            var work = Stream.concat(
                    Stream.generate(() -> writer).limit(4),
                    Stream.generate(() -> sealer).limit(4));
            for (var done : threads.invokeAll(work.toList())) {
                assertThat(done.get()).isTrue();
            }
        }
        ledger.seals.seal(ledger.organization, NOW.plusSeconds(60));

        var verification = ledger.verification();

        assertThat(verification.intact()).as(verification.toString()).isTrue();
        assertThat(verification.events()).isEqualTo(400);
        assertThat(verification.waiting()).isZero();
    }

    @Test
    void oneOrganizationsSealingDoesNotWaitForAnothers() {
        var other = new Ledger();
        ledger.write(NOW, event("ann@acme.test"));
        other.write(NOW, event("hank@globex.test"));

        ledger.transaction.executeWithoutResult(_ -> {
            assertThat(new SealStore(ledger.db).tryLock(ledger.organization)).isTrue();
            try (var thread = Executors.newSingleThreadExecutor()) {
                thread.submit(() -> other.seals.seal(other.organization, NOW));
                thread.submit(() -> ledger.seals.seal(ledger.organization, NOW));
            }
        });

        assertThat(other.verification().events()).isOne();
        assertThat(ledger.verification().events()).isZero();
        assertThat(ledger.verification().waiting()).isOne();
    }

    @Test
    void anAlteredEventIsFoundInWhateverColumn() {
        for (var change : List.of(
                "at = at + interval '1 microsecond'",
                "action = 'invitation.resent'",
                "actor_type = 'SYSTEM'",
                "actor_id = null",
                "actor_name = 'Ada Moreau '",
                "target_type = 'member'",
                "target_id = gen_random_uuid()",
                "target_name = ''",
                "details = details || '{\"orgRole\": \"ADMIN\"}'",
                "from_address = null",
                "actor_name = target_name, target_name = actor_name")) {
            var tampered = new Ledger();
            tampered.sealed(3);

            tampered.tamper(
                    "update audit_event set %s where organization_id = ? and id = ?".formatted(change),
                    tampered.organization,
                    tampered.at(2));

            assertThat(tampered.verification().firstBroken())
                    .as(change)
                    .isEqualTo(new Flaw(Reason.CHANGED, 2L, tampered.at(2)));
            assertThat(tampered.verification().intact()).isFalse();
            assertThat(tampered.verification().events()).isOne();
        }
    }

    @Test
    void aRemovedEventIsFound() {
        ledger.sealed(3);

        ledger.tamper(
                "delete from audit_event where organization_id = ? and id = ?", ledger.organization, ledger.at(3));

        assertThat(ledger.verification().firstBroken()).isEqualTo(new Flaw(Reason.REMOVED, 3L, ledger.at(3)));
    }

    @Test
    void anEventRemovedWithItsPlaceIsFound() {
        ledger.sealed(3);
        var second = ledger.at(2);

        ledger.tamper("delete from audit_event where organization_id = ? and id = ?", ledger.organization, second);
        ledger.tamper("delete from audit_seal where organization_id = ? and seq = 2", ledger.organization);

        assertThat(ledger.verification().firstBroken()).isEqualTo(new Flaw(Reason.PLACE_REMOVED, 2L, null));
    }

    @Test
    void anEventRemovedBeforeItWasSealedIsFound() {
        ledger.write(NOW, event("ann@acme.test"));
        var id = ledger.reader
                .page(ledger.organization, AuditSearch.all(), Optional.empty(), 1)
                .rows()
                .getFirst()
                .id();

        ledger.tamper("delete from audit_event where organization_id = ?", ledger.organization);
        ledger.seals.seal(ledger.organization, NOW);

        assertThat(ledger.verification().firstBroken()).isEqualTo(new Flaw(Reason.REMOVED, null, id));
    }

    @Test
    void anInsertedEventIsFound() {
        ledger.sealed(3);
        var id = Ids.next(NOW.plusSeconds(1));

        ledger.db.sql("""
                insert into audit_event (organization_id, id, at, action, actor_type, actor_name, target_type, target_name)
                values (?, ?, '2026-11-23T10:00:01Z', 'token.created', 'SYSTEM', 'Foyer', 'token', 'CI')
                """).params(ledger.organization, id).update();
        ledger.seals.seal(ledger.organization, NOW.plusSeconds(9));

        assertThat(ledger.verification().firstBroken()).isEqualTo(new Flaw(Reason.INSERTED, null, id));
    }

    @Test
    void anEventInsertedAmongTheSealedOnesIsFound() {
        ledger.sealed(3);
        var id = Ids.next(NOW);

        ledger.tamper("""
                with moved as (update audit_seal set seq = seq + 1 where organization_id = $1 and seq = 3),
                     forged as (insert into audit_event select organization_id, $2, at, action, actor_type, actor_id, actor_name,
                                       target_type, target_id, 'forged', details, from_address
                                  from audit_event where organization_id = $1 limit 1)
                insert into audit_seal select organization_id, 5, $2, sealed_at, hash from audit_seal
                 where organization_id = $1 and seq = 2
                """.replace("$1", "'" + ledger.organization + "'").replace("$2", "'" + id + "'"));
        ledger.tamper("update audit_seal set seq = 3 where organization_id = ? and seq = 5", ledger.organization);

        assertThat(ledger.verification().firstBroken()).isEqualTo(new Flaw(Reason.CHANGED, 3L, id));
    }

    @Test
    void anEventThatIsDatedBackIsFoundThoughItWasSealedAsAllOthers() {
        ledger.sealed(2);
        ledger.write(NOW.minus(Duration.ofDays(3)), event("forged@acme.test"));
        ledger.seals.seal(ledger.organization, NOW.plusSeconds(9));

        assertThat(ledger.verification().firstBroken()).isEqualTo(new Flaw(Reason.BACKDATED, 3L, ledger.at(3)));
    }

    @Test
    void eventsThatWaitedForDaysBecauseNobodySealedAreNoFlaw() {
        ledger.write(NOW.minus(Duration.ofDays(9)), event("ann@acme.test"));
        ledger.write(NOW.minus(Duration.ofDays(3)), event("bo@acme.test"));
        ledger.seals.seal(ledger.organization, NOW);

        assertThat(ledger.verification().intact()).isTrue();
    }

    @Test
    void reorderedEventsAreFound() {
        ledger.sealed(4);
        var second = ledger.at(2);
        var third = ledger.at(3);

        ledger.tamper(
                "update audit_seal set event_id = gen_random_uuid() where organization_id = ? and seq = 2",
                ledger.organization);
        ledger.tamper(
                "update audit_seal set event_id = ? where organization_id = ? and seq = 3",
                second,
                ledger.organization);
        ledger.tamper(
                "update audit_seal set event_id = ? where organization_id = ? and seq = 2", third, ledger.organization);

        assertThat(ledger.verification().firstBroken()).isEqualTo(new Flaw(Reason.CHANGED, 2L, third));
    }

    @Test
    void reorderedPlacesAreFound() {
        ledger.sealed(4);
        var third = ledger.at(3);

        for (var move : List.of("seq = 9 where seq = 2", "seq = 2 where seq = 3", "seq = 3 where seq = 9")) {
            ledger.tamper("update audit_seal set " + move + " and organization_id = ?", ledger.organization);
        }

        assertThat(ledger.verification().firstBroken()).isEqualTo(new Flaw(Reason.CHANGED, 2L, third));
    }

    @Test
    void anEndThatWasCutOffIsFoundByAHeadThatWasNoted() {
        ledger.sealed(3);
        var noted = HexFormat.of()
                .parseHex(Objects.requireNonNull(ledger.verification().head()));
        ledger.sealed(1);
        assertThat(ledger.seals.verify(ledger.organization, noted).intact()).isTrue();
        var gone = List.of(ledger.at(3), ledger.at(4));

        gone.forEach(id ->
                ledger.tamper("delete from audit_event where organization_id = ? and id = ?", ledger.organization, id));
        ledger.tamper("delete from audit_seal where organization_id = ? and seq > 2", ledger.organization);

        assertThat(ledger.verification().intact()).isTrue();
        assertThat(ledger.seals.verify(ledger.organization, noted).firstBroken())
                .isEqualTo(new Flaw(Reason.HEAD_NOT_FOUND, null, null));
    }

    @Test
    void whoeverFollowsTheManualFindsTheSameWithoutFoyer() throws IOException {
        ledger.sealed(5);
        assertThat(placesThatTheManualFinds()).isEmpty();

        ledger.tamper(
                "update audit_event set target_name = 'x' where organization_id = ? and id = ?",
                ledger.organization,
                ledger.at(4));

        assertThat(placesThatTheManualFinds()).containsExactly(4L);
    }

    private List<Long> placesThatTheManualFinds() throws IOException {
        var manual = Files.readString(Path.of("../docs/operations.md"));
        var sql = manual.substring(manual.indexOf("select s.seq\n"));
        return ledger.db
                .sql(sql.substring(0, sql.indexOf("```")))
                .param("organization", ledger.organization)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    @Test
    void oneOrganizationsChainSaysNothingAboutAnothers() {
        var other = new Ledger();
        ledger.sealed(2);
        other.sealed(2);

        other.tamper("update audit_event set target_name = 'x' where organization_id = ?", other.organization);

        assertThat(ledger.verification().intact()).isTrue();
        assertThat(other.verification().intact()).isFalse();
        assertThat(IntStream.of(1, 2).mapToObj(ledger::at)).doesNotContain(other.at(1), other.at(2));
    }
}
