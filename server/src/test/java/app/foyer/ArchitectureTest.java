package app.foyer;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// Which package knows which: no circles, and nobody reaches into another's inside.
class ArchitectureTest {

    @Test
    void thePackagesAreModulesThatKnowEachOtherOnlyOneWay() {
        ApplicationModules.of(Foyer.class).verify();
    }

    @Test
    void everyPackageSaysThatNothingIsNullUnlessItSaysSo() {
        JavaClasses foyer = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("app.foyer");

        assertThat(foyer.stream().map(type -> type.getPackage()).distinct())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as(each.getName())
                        .isTrue());
    }
}
