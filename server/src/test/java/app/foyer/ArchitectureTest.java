package app.foyer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;

/// Which package knows which: no circles, and nobody reaches into another's inside.
class ArchitectureTest {

    @Test
    void thePackagesAreModulesThatKnowEachOtherOnlyOneWay() {
        ApplicationModules.of(Foyer.class).verify();
    }

    @Test
    void everyPackageSaysThatNothingIsNullUnlessItSaysSo() {
        assertThat(foyer().stream().map(type -> type.getPackage()).distinct())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as(each.getName())
                        .isTrue());
    }

    /// A row stream holds its connection until it is closed, and nobody closes one that ends in `collect`. The walk
    /// along the chain of audit events does.
    @Test
    void rowsAreReadAsLists() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SealStore")
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .check(foyer());
    }

    /// Conditions are answered before a quick start, whatever the settings will be: docs/decisions/006.
    @Test
    void noBeanDependsOnASettingByACondition() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        ConditionalOnProperty.class,
                        ConditionalOnBooleanProperty.class,
                        ConditionalOnExpression.class,
                        Conditional.class,
                        Profile.class)
                .check(foyer());
    }

    private static JavaClasses foyer() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("app.foyer");
    }
}
