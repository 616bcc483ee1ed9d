package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.problem.BadSetting;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

class JobsTest {
    private static final long PATIENCE_SECONDS = 10;

    @Test
    void aJobThatHasMuchToDoDoesNotHoldUpAnother() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class))
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .withUserConfiguration(Jobs.class, TwoJobs.class)
                .run(context -> {
                    var jobs = context.getBean(TwoJobs.class);

                    var bothRan = jobs.quickRan.await(PATIENCE_SECONDS, TimeUnit.SECONDS);

                    assertThat(bothRan).isTrue();
                    jobs.release.countDown();
                });
    }

    @Test
    void aNodeLeavesWhatFollowsTimeToTheOthersIfItIsTold() {
        var node = new ApplicationContextRunner().withUserConfiguration(Jobs.class, HourlyJob.class);

        node.run(context -> assertThat(waiting(context)).isOne());
        node.withPropertyValues("foyer.jobs=true")
                .run(context -> assertThat(waiting(context)).isOne());
        node.withPropertyValues("foyer.jobs=false")
                .run(context -> assertThat(waiting(context)).isZero());
        node.withPropertyValues("foyer.jobs=perhaps")
                .run(context -> assertThat(context).getFailure().hasRootCauseInstanceOf(BadSetting.class));
    }

    private static int waiting(ApplicationContext context) {
        return context.getBean(ThreadPoolTaskScheduler.class)
                .getScheduledThreadPoolExecutor()
                .getQueue()
                .size();
    }

    static class HourlyJob {
        @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
        void work() {}
    }

    static class TwoJobs {
        private final CountDownLatch slowRuns = new CountDownLatch(1);
        private final CountDownLatch quickRan = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @Scheduled(fixedDelay = 1)
        void slow() throws InterruptedException {
            slowRuns.countDown();
            release.await();
        }

        @Scheduled(fixedDelay = 1)
        void quick() throws InterruptedException {
            if (slowRuns.await(0, TimeUnit.SECONDS)) {
                quickRan.countDown();
            }
        }
    }
}
