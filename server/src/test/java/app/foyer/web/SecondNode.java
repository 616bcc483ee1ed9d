package app.foyer.web;

import app.foyer.Foyer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/// Another node on the same PostgreSQL, as it is shipped: with nothing of the tests in it.
record SecondNode(ConfigurableApplicationContext house) implements AutoCloseable {

    static SecondNode besides(Environment first) {
        return new SecondNode(new SpringApplicationBuilder(Foyer.class)
                .initializers(house -> house.getBeanFactory().registerSingleton("noTests", new NoTests()))
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--foyer.data-dir=target/data-of-the-second-node",
                        "--foyer.database-url=" + first.getRequiredProperty("foyer.database-url"),
                        "--foyer.public-url=" + first.getRequiredProperty("foyer.public-url"),
                        "--foyer.mail-connections=0",
                        "--foyer.jobs=false"));
    }

    Visitor visitor() {
        return new Visitor(house.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @Override
    public void close() {
        house.close();
    }

    /// Leaves out what Spring would find beside the tests.
    private static final class NoTests extends TypeExcludeFilter {
        @Override
        public boolean match(MetadataReader type, MetadataReaderFactory types) {
            return type.getResource().toString().contains("test-classes");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoTests;
        }

        @Override
        public int hashCode() {
            return NoTests.class.hashCode();
        }
    }
}
