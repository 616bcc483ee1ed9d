package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.foyer.problem.BadSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, 99_999})
    void aPortThatNoneCanBeIsToldBeforeAnythingListens(int port) {
        assertThatThrownBy(() -> new Ports(port, 8081))
                .isInstanceOf(BadSetting.class)
                .hasMessage("FOYER_PORT is %d: give a port from 1 to 65535.", port);
        assertThatThrownBy(() -> new Ports(8080, port))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("FOYER_MANAGEMENT_PORT is ");
    }

    @Test
    void healthAndMetricsAreNotOnThePortThatEverybodyReaches() {
        assertThatThrownBy(() -> new Ports(8080, 8080))
                .isInstanceOf(BadSetting.class)
                .hasMessage("FOYER_MANAGEMENT_PORT is 8080, as FOYER_PORT is: give it a port of its own.");
    }

    @Test
    void anyFreePortWillDo() {
        assertThat(new Ports(0, 0).port()).isZero();
    }
}
