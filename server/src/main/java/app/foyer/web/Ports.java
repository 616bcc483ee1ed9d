package app.foyer.web;

import app.foyer.problem.BadSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where Foyer listens.
///
/// @param port for people and programs; 0 for any that is free
/// @param managementPort for health and metrics, likewise
@ConfigurationProperties("foyer")
record Ports(
        @DefaultValue("8080") int port,
        @DefaultValue("8081") int managementPort) {
    private static final int HIGHEST = 65_535;

    Ports {
        check("FOYER_PORT", port);
        check("FOYER_MANAGEMENT_PORT", managementPort);
        if (port != 0 && port == managementPort) {
            throw new BadSetting("FOYER_MANAGEMENT_PORT is %d, as FOYER_PORT is: give it a port of its own."
                    .formatted(managementPort));
        }
    }

    private static void check(String setting, int port) {
        if (port < 0 || port > HIGHEST) {
            throw new BadSetting("%s is %d: give a port from 1 to %d.".formatted(setting, port, HIGHEST));
        }
    }
}
