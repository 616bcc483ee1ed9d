package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// What holds where nothing is set.
class MailSettingsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final MailSettings settings = new Binder(
                    new MapConfigurationPropertySource(Map.of("foyer.public-url", "https://foyer.example")))
            .bind("foyer", MailSettings.class)
            .get();

    @Test
    void triesAreOneFiveFifteenAndSixtyMinutesApartAndHourlyFromThenOn() {
        var waits = IntStream.rangeClosed(1, 6)
                .mapToObj(attempts ->
                        Duration.between(NOW, settings.nextTry(attempts, NOW)).toMinutes());

        assertThat(waits).containsExactly(1L, 5L, 15L, 60L, 60L, 60L);
    }

    @Test
    void triesGoOnForThreeDays() {
        assertThat(settings.mailGiveUpAfter()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void thereIsNoMailServer() {
        assertThat(settings.mailServer()).isEmpty();
    }
}
