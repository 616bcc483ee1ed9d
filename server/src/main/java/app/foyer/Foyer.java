package app.foyer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts Foyer.
@SpringBootApplication
@ConfigurationPropertiesScan
public class Foyer {
    public static void main(String[] args) {
        SpringApplication.run(Foyer.class, args);
    }
}
