package app.foyer.invitation;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How often a new invitation may be asked for.
class AsksTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static Asks asks(int limit, Instant... at) {
        return new Asks(List.of(at), limit);
    }

    @Test
    void theFirstOneNeedNotWait() {
        assertThat(asks(1).wait(NOW)).isEmpty();
    }

    @Test
    void theNextOneWaitsForTheRestOfTheHour() {
        var asked = asks(1).with(NOW);

        assertThat(asked.wait(NOW.plusSeconds(600))).contains(Duration.ofMinutes(50));
        assertThat(asked.wait(NOW.plus(HOUR).minusMillis(1))).contains(Duration.ofMillis(1));
        assertThat(asked.wait(NOW.plus(HOUR))).isEmpty();
    }

    @Test
    void severalAnHourWaitForTheOldestOfThem() {
        var asked = asks(2).with(NOW).with(NOW.plusSeconds(600));

        assertThat(asked.wait(NOW.plusSeconds(601))).contains(HOUR.minusSeconds(601));
        assertThat(asked.wait(NOW.plus(HOUR))).isEmpty();
    }

    @Test
    void zeroIsNoLimitAndRemembersNoMoreThanItNeeds() {
        var asked = asks(0);
        for (var i = 0; i < 100; i++) {
            asked = asked.with(NOW.plusSeconds(i));
        }

        assertThat(asked.wait(NOW.plusSeconds(100))).isEmpty();
        assertThat(asked.at()).hasSizeLessThan(3);
    }

    @Test
    void aClockThatJumpsBackKeepsNobodyWaitingForLong() {
        var asked = asks(1).with(NOW.plus(Duration.ofDays(30)));

        assertThat(asked.wait(NOW)).isEmpty();
    }

    @Test
    void whatWasAskedForBeforeAResendIsAnswered() {
        var asked = asks(1).with(NOW);

        assertThat(asked.lastSince(NOW.minusSeconds(1))).contains(NOW);
        assertThat(asked.lastSince(NOW.plusSeconds(1))).isEmpty();
    }
}
