package app.foyer.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// What a start says of a setting that can't be used.
class BadSettingTest {
    record Settings(Limits limits, Duration signInLinkValidFor) {
        record Limits(int addressesPerRequest) {
            Limits {
                BadSetting.checkLimit("FOYER_LIMITS_ADDRESSES_PER_REQUEST", addressesPerRequest);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            foyer.limits.addresses-per-request | ten  | FOYER_LIMITS_ADDRESSES_PER_REQUEST is "ten": give a whole number.
            foyer.limits.addresses-per-request | -1   | FOYER_LIMITS_ADDRESSES_PER_REQUEST is -1: give a whole number, or 0 for no limit.
            foyer.sign-in-link-valid-for       | soon | FOYER_SIGN_IN_LINK_VALID_FOR is "soon": give a duration such as PT10M or P14D.
            """)
    void isToldInOneSentence(String name, String value, String sentence) {
        var binder = new Binder(new MapConfigurationPropertySource(Map.of(name, value)));

        var failure = catchThrowable(() -> binder.bind("foyer", Settings.class));

        var told = Objects.requireNonNull(new BadSettingAnalyzer().analyze(failure));
        assertThat(told.getDescription()).isEqualTo(sentence);
        assertThat(told.getAction()).isNull();
    }

    @Test
    void whatIsNoSettingsFaultIsLeftToOthers() {
        assertThat(new BadSettingAnalyzer().analyze(new IllegalStateException("else")))
                .isNull();
    }

    @Test
    void aPublicUrlLosesItsLastSlash() {
        assertThat(BadSetting.checkedPublicUrl(URI.create("https://foyer.example/")))
                .isEqualTo(URI.create("https://foyer.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"foyer.example", "ftp://foyer.example", "https:///x", "https://foyer.example?a=b", ""})
    void aPublicUrlIsAnAddressThatPeopleOpen(String url) {
        assertThatThrownBy(() -> BadSetting.checkedPublicUrl(URI.create(url)))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("FOYER_PUBLIC_URL is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void aTimeIsAboveZero(Duration time) {
        assertThatThrownBy(() -> BadSetting.checkTime("FOYER_INVITATIONS_VALID_FOR", time))
                .hasMessageContaining("above zero");
    }
}
