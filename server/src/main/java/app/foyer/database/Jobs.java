package app.foyer.database;

import app.foyer.problem.BadSetting;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/// Runs what follows time, on each node whose `FOYER_JOBS` isn't false. Nodes share the work by the rows that they
/// claim.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Jobs implements SchedulingConfigurer {
    private static final int AT_ONCE = 4;

    private final boolean wanted;

    // No condition on the class: it would be answered before a quick start, for nodes of either kind.
    Jobs(@Value("${foyer.jobs:true}") String wanted) {
        this.wanted = switch (wanted.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadSetting("FOYER_JOBS is %s: give true or false.".formatted(wanted));
        };
    }

    /// Several threads, so that a job that has much to do doesn't hold up the others.
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(AT_ONCE);
        scheduler.setThreadNamePrefix("job-");
        scheduler.setDaemon(true);
        return scheduler;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        if (!wanted) {
            tasks.setFixedDelayTasksList(List.of());
            tasks.setFixedRateTasksList(List.of());
            tasks.setCronTasksList(List.of());
            tasks.setTriggerTasksList(List.of());
        }
    }
}
