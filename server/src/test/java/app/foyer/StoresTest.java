package app.foyer;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.organization.OrganizationId;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Repository;

/// Whatever asks the database in the name of an organization has been tried with another organization's id.
class StoresTest {
    private static final String TRIED_IN = "StoreIsolationTest";

    @Test
    void eachIsTriedWithAnotherOrganizationsId() {
        var methods = methodsForOneOrganization();

        assertThat(methods).hasSizeGreaterThan(60);
        assertThat(methods.stream().filter(method -> !isTried(method)).map(JavaMethod::getFullName))
                .as("what no %s calls", TRIED_IN)
                .isEmpty();
    }

    private static List<JavaMethod> methodsForOneOrganization() {
        return new ClassFileImporter()
                .importPackages("app.foyer").stream()
                        .filter(type -> type.isAnnotatedWith(Repository.class))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE)
                                && !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .filter(method -> Arrays.stream(method.reflect().getParameters())
                                .anyMatch(p -> isOfAnOrganization(p.getParameterizedType(), p.getName())))
                        .toList();
    }

    /// An organization's id, a record that has one, or several of these.
    private static boolean isOfAnOrganization(Type type, String name) {
        return switch (type) {
            case ParameterizedType many ->
                Arrays.stream(many.getActualTypeArguments()).anyMatch(each -> isOfAnOrganization(each, name));
            case Class<?> one when one == UUID.class -> name.equals("organization");
            case Class<?> one ->
                one == OrganizationId.class
                        || one.isRecord()
                                && Arrays.stream(one.getRecordComponents())
                                        .anyMatch(part -> part.getType() == OrganizationId.class);
            default -> false;
        };
    }

    private static boolean isTried(JavaMethod method) {
        return method.getAccessesToSelf().stream()
                .anyMatch(call -> call.getOriginOwner().getSimpleName().equals(TRIED_IN));
    }
}
