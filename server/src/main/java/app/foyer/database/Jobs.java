package app.foyer.database;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Runs what follows time, on each node whose `FOYER_JOBS` isn't false. Nodes share the work by the rows that they
/// claim.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnBooleanProperty(name = "foyer.jobs", matchIfMissing = true)
class Jobs {}
