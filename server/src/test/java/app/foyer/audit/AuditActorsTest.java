package app.foyer.audit;

import static app.foyer.audit.Ledger.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Events are found by who did it, whether they are sealed already or not, and however many did.
class AuditActorsTest {
    private static final UUID ADA = UUID.fromString("0199aaaa-0000-7000-8000-000000000001");

    private final Ledger ledger = new Ledger();

    private static AuditEvent by(UUID actor, String name, String target) {
        return new AuditEvent(
                "invitation.created",
                new Actor(Actor.Type.ACCOUNT, actor, name, null),
                new Target("invitation", Ids.next(NOW), target),
                Map.of());
    }

    private List<String> targets(String actor) {
        var search = new AuditSearch(actor, "", "", null, null);
        var targets = new ArrayList<String>();
        var cursor = Optional.<app.foyer.database.Cursor>empty();
        do {
            var page = ledger.reader.page(ledger.organization, search, cursor, 2);
            page.rows().forEach(e -> targets.add(e.event().target().name()));
            cursor = page.next();
        } while (cursor.isPresent());
        assertThat(ledger.reader.count(ledger.organization, search, 9)).isEqualTo(targets.size());
        var exported = new ArrayList<String>();
        ledger.transaction.executeWithoutResult(_ -> ledger.reader.each(
                ledger.organization,
                search,
                e -> exported.add(e.event().target().name())));
        assertThat(exported).isEqualTo(targets);
        return targets;
    }

    private void assertFinds() {
        assertThat(targets("ada")).containsExactly("5", "3", "2", "1");
        assertThat(targets("ADA MO")).containsExactly("3", "1");
        assertThat(targets("mo")).containsExactly("3", "1");
        assertThat(targets(ADA.toString())).containsExactly("5", "3", "1");
        assertThat(targets("foyer")).containsExactly("4");
        assertThat(targets("oyer")).containsExactly("4");
        assertThat(targets("%")).isEmpty();
        assertThat(targets("nobody")).isEmpty();
        assertThat(targets(UUID.randomUUID().toString())).isEmpty();
    }

    @Test
    void byAPieceOfTheNameOrTheIdBeforeAndAfterSealing() {
        var events = List.of(
                by(ADA, "Ada Moreau", "1"),
                by(Ids.next(NOW), "Ada Lang", "2"),
                by(ADA, "Ada Moreau", "3"),
                new AuditEvent("invitation.expired", Actor.system(), new Target("invitation", Ids.next(NOW), "4")),
                by(ADA, "Ada, renamed", "5"));
        for (var i = 0; i < events.size(); i++) {
            ledger.write(NOW.plusSeconds(i), events.get(i));
        }

        assertFinds();
        ledger.seals.seal(ledger.organization, NOW.plusSeconds(9));
        assertFinds();
    }

    @Test
    void whoHasDoneLittleIsFoundBesideWhoHasDoneMuchThatIsNotSealedYet() {
        var much = IntStream.range(0, 1100)
                .mapToObj(i -> by(ADA, "Ada Moreau", "target " + i))
                .toArray(AuditEvent[]::new);
        ledger.write(NOW, much);
        ledger.write(NOW.plusSeconds(1), by(Ids.next(NOW), "Adam", "last"));
        var both = new AuditSearch("ada", "", "", null, null);

        assertThat(ledger.reader.count(ledger.organization, both, 5000)).isEqualTo(1101);
        assertThat(ledger.reader
                        .page(ledger.organization, both, Optional.empty(), 2)
                        .rows())
                .extracting(e -> e.event().target().name())
                .containsExactly("last", "target 1099");
    }

    @Test
    void thousandsWhoAreMeantAreFoundAsWell() {
        var many = IntStream.range(0, 1200)
                .mapToObj(i -> by(Ids.next(NOW), "Guest " + i, "target " + i))
                .toArray(AuditEvent[]::new);
        ledger.write(NOW, by(ADA, "Ada Moreau", "first"));
        ledger.write(NOW.plusSeconds(1), many);
        ledger.seals.seal(ledger.organization, NOW.plusSeconds(9));
        var guests = new AuditSearch("guest", "", "", null, null);

        assertThat(ledger.reader.count(ledger.organization, guests, 5000)).isEqualTo(1200);
        assertThat(ledger.reader
                        .page(ledger.organization, guests, Optional.empty(), 2)
                        .rows())
                .extracting(e -> e.event().actor().name())
                .containsExactly("Guest 1199", "Guest 1198");
    }
}
