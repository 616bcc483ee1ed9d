package app.foyer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts Foyer.
@SpringBootApplication
public class Foyer {
    public static void main(String[] args) {
        SpringApplication.run(Foyer.class, args);
    }
}
