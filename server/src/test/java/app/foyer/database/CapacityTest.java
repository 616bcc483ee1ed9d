package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapacityTest {
    @Test
    void anOwnMachineIsAsGoodAsItsConnections() {
        assertThat(Capacity.of(16, false, 2).requests()).isEqualTo(16);
        assertThat(Capacity.of(3, false, 64).requests()).isEqualTo(3);
    }

    @Test
    void sharedProcessorsBoundIt() {
        assertThat(Capacity.of(16, true, 2).requests()).isEqualTo(6);
        assertThat(Capacity.of(16, true, 8).requests()).isEqualTo(16);
        assertThat(Capacity.of(3, true, 2).requests()).isEqualTo(3);
    }
}
