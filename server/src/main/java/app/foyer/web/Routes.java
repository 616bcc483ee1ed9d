package app.foyer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/// Spring's look-up of the controller, which asks each of a hundred and more routes with all of its conditions. Those
/// whose path can't be the request's are passed over here by a glance at it.
final class Routes extends RequestMappingHandlerMapping {
    private final Map<RequestMappingInfo, List<Outline>> outlines = new ConcurrentHashMap<>();

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo route, HttpServletRequest request) {
        var path = ServletRequestPathUtils.getParsedRequestPath(request)
                .pathWithinApplication()
                .elements();
        for (var outline : outlines(route)) {
            if (outline.fits(path)) {
                return super.getMatchingMapping(route, request);
            }
        }
        return null;
    }

    // Looked for first: to put it there if it's absent may have to wait for others who look.
    private List<Outline> outlines(RequestMappingInfo route) {
        var known = outlines.get(route);
        return known != null ? known : outline(route);
    }

    private List<Outline> outline(RequestMappingInfo route) {
        return outlines.computeIfAbsent(
                route,
                r -> Objects.requireNonNull(r.getPathPatternsCondition()).getPatterns().stream()
                        .map(Outline::of)
                        .toList());
    }

    /// What can be seen of a pattern at a glance.
    ///
    /// @param parts what must stand there to the letter, "" for anything; none if the pattern may be of any length
    record Outline(List<String> parts) {
        static Outline of(PathPattern pattern) {
            var text = pattern.getPatternString();
            return new Outline(
                    text.contains("*")
                            ? List.of()
                            : PathContainer.parsePath(text).elements().stream()
                                    .map(Outline::part)
                                    .toList());
        }

        private static String part(Element element) {
            return element instanceof PathSegment && element.value().contains("{") ? "" : element.value();
        }

        // By a plain loop: it is asked a hundred times for each request.
        boolean fits(List<Element> path) {
            if (parts.isEmpty()) {
                return true;
            }
            var fits = parts.size() == path.size();
            for (var i = 0; fits && i < parts.size(); i++) {
                fits = fits(parts.get(i), path.get(i));
            }
            return fits;
        }

        private static boolean fits(String part, Element element) {
            return part.isEmpty()
                    || part.equals(element instanceof PathSegment segment ? segment.valueToMatch() : element.value());
        }
    }
}
