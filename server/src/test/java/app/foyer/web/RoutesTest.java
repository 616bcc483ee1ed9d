package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.people.Acting;
import app.foyer.people.Caller;
import app.foyer.people.Needs;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@HouseTest
class RoutesTest {
    private static final List<String> FOR_EVERYBODY = List.of(
            "/sign-in",
            "/sign-out",
            "/invitations/",
            "/logos/",
            "/mailbox",
            "/hooks/mail",
            "/problems/",
            "/docs/api",
            "/api/v1/openapi.json",
            "/error");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Test
    void eachRouteInsideOfAnOrganizationDeclaresWhatItNeeds() {
        var inside = routes().filter(
                        r -> r.path().contains("{org}") && !r.path().contains("/operator/"))
                .toList();

        assertThat(inside).hasSizeGreaterThan(15);
        assertThat(inside).allMatch(r -> r.method().hasMethodAnnotation(Needs.class), "declares a permission");
        assertThat(inside).allMatch(r -> takes(r, Acting.class), "takes the acting member");
    }

    @Test
    void eachOtherRouteIsForEverybodyOrAsksForTheCaller() {
        var outside = routes().filter(r -> !r.path().contains("{org}") && !r.isOfTests())
                .toList();

        assertThat(outside)
                .filteredOn(r -> FOR_EVERYBODY.stream().noneMatch(p -> r.path().startsWith(p)))
                .isNotEmpty()
                .allMatch(r -> takes(r, Caller.class), "takes the caller");
    }

    private record Route(String path, HandlerMethod method) {
        boolean isOfTests() {
            return method.getBeanType().getPackageName().equals("probe");
        }
    }

    private Stream<Route> routes() {
        return routes.getHandlerMethods().entrySet().stream()
                .flatMap(e -> e.getKey().getPatternValues().stream().map(p -> new Route(p, e.getValue())));
    }

    private static boolean takes(Route route, Class<?> type) {
        return Arrays.stream(route.method().getMethodParameters())
                .map(MethodParameter::getParameterType)
                .anyMatch(type::isAssignableFrom);
    }
}
