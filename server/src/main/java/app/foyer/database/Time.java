package app.foyer.database;

import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where rules get their `now` from, in milliseconds, as the ids count.
@Configuration(proxyBeanMethods = false)
class Time {

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return Clock.tickMillis(java.time.ZoneOffset.UTC);
    }
}
