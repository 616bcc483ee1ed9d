package app.foyer.database;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// Runs what follows time, on each node whose `FOYER_JOBS` isn't false. Nodes share the work by the rows that they
/// claim.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnBooleanProperty(name = "foyer.jobs", matchIfMissing = true)
class Jobs {
    private static final int AT_ONCE = 4;

    /// Several threads, so that a job that has much to do doesn't hold up the others.
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(AT_ONCE);
        scheduler.setThreadNamePrefix("job-");
        scheduler.setDaemon(true);
        return scheduler;
    }
}
