package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

    @Test
    void idsOfOneMillisecondSortInTheOrderInWhichTheyWereMade() {
        var ids = Stream.generate(() -> Ids.next(NOW).toString()).limit(1000).toList();

        assertThat(ids).isSorted();
    }

    @Test
    void anIdIsAVersion7OfItsMillisecond() {
        var id = Ids.next(NOW);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
        assertThat(id.toString()).isGreaterThanOrEqualTo(Ids.floor(NOW).toString());
        assertThat(id.toString()).isLessThan(Ids.floor(NOW.plusMillis(1)).toString());
    }

    @Test
    void noTwoAreEqualHoweverManyAreMadeInOneMillisecond() {
        var ids =
                new HashSet<>(Stream.generate(() -> Ids.next(NOW)).limit(20_000).toList());

        assertThat(ids).hasSize(20_000);
    }
}
