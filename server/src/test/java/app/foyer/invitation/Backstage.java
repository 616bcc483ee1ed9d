package app.foyer.invitation;

import app.foyer.database.FreshPlans;
import app.foyer.database.LionsShare;
import app.foyer.database.TemplateInOrder;
import app.foyer.database.Writes;
import app.foyer.waiting.Turns;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/// One PostgreSQL and one set of beans for all tests of this package, without the web and without workers. Made when
/// the first test asks; beans that no test asks for are never made.
@TestConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ConfigurationPropertiesScan("app.foyer")
@Import({FreshPlans.class, LionsShare.class, TemplateInOrder.class, Writes.class})
@ComponentScan(
        basePackages = {
            "app.foyer.account",
            "app.foyer.audit",
            "app.foyer.invitation",
            "app.foyer.mail",
            "app.foyer.organization",
            "app.foyer.people"
        },
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = {".*(Api|Pages|Argument|Configuration|Postman|Test)", ".*\\.Backstage"}))
public class Backstage {
    private static final ConfigurableApplicationContext BEANS = started();

    public static <T> T bean(Class<T> type) {
        return BEANS.getBean(type);
    }

    /// One of several of a type, or one that only its own package may see.
    public static <T> T bean(String name, Class<T> type) {
        return BEANS.getBean(name, type);
    }

    private static ConfigurableApplicationContext started() {
        return new SpringApplicationBuilder(Backstage.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .run();
    }

    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Bean
    CountedStatements database(EmbeddedPostgres postgres) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        pool.setMaximumPoolSize(20);
        return new CountedStatements(pool);
    }

    @Bean
    Turns turns() {
        return new Turns(8);
    }

    @Bean
    InstantSource time() {
        return () -> Scene.NOW;
    }
}
