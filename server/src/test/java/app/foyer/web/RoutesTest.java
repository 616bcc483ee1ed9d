package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.people.Acting;
import app.foyer.people.Caller;
import app.foyer.people.Needs;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.server.PathContainer;
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

    /// What is passed over at a glance must be what Spring would have passed over.
    @Test
    void noRouteIsPassedOverThatSpringWouldTake() {
        var patterns = routes.getHandlerMethods().keySet().stream()
                .flatMap(r -> Objects.requireNonNull(r.getPathPatternsCondition()).getPatterns().stream())
                .distinct()
                .toList();
        var paths = patterns.stream()
                .map(p -> p.getPatternString().replaceAll("\\{[^}]*}", "some-thing.x"))
                .flatMap(p -> Stream.of(
                        p,
                        p + "/",
                        p + ";v=1",
                        p.replace("e", "%65"),
                        p.replace("x", "%C3%A4;a=b"),
                        p.toUpperCase(Locale.ROOT),
                        p + "/more",
                        p.replace("/api", "//api")))
                .map(PathContainer::parsePath)
                .toList();

        var taken = 0;
        for (var pattern : patterns) {
            var outline = Routes.Outline.of(pattern);
            for (var path : paths) {
                if (pattern.matches(path)) {
                    taken++;
                    assertThat(outline.fits(path.elements()))
                            .as("%s for %s", pattern, path)
                            .isTrue();
                }
            }
        }
        assertThat(taken).isGreaterThan(3 * patterns.size());
        assertThat(routes).isInstanceOf(Routes.class);
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
