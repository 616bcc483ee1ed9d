package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
    /// From the year -100 to 10,100.
    @Property
    void anyInstantIsWrittenAsJavaDoes(
            @ForAll @LongRange(min = -65_000_000_000L, max = 256_000_000_000L) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        var instant = Instant.ofEpochSecond(seconds, nanos);
        assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2024-02-29T23:59:59.999999999Z",
                "2026-11-27T00:00:00.100Z",
                "2026-11-27T10:20:30.000001Z",
                "2026-11-27T10:20:30.001Z",
                "2026-11-27T10:20:30.000000001Z",
                "0000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59Z",
                "9999-12-31T23:59:59.999999Z",
                "+10000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    void fractionsComeInGroupsOfThreeDigits(String text) {
        assertThat(InstantText.of(Instant.parse(text))).isEqualTo(text);
    }
}
