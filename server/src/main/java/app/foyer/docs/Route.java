package app.foyer.docs;

import app.foyer.database.Listed;
import app.foyer.people.Caller;
import app.foyer.people.Needs;
import app.foyer.people.Permission;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// A route of the API, and what can be known of it without a look inside.
///
/// @param method such as `GET`
record Route(String method, String path, HandlerMethod handler) {
    private static final String API = "/api/v1/";
    private static final Set<String> ANSWERED = Set.of("POST", "PUT", "PATCH");

    /// All there are.
    static List<Route> all(RequestMappingHandlerMapping routes) {
        return routes.getHandlerMethods().entrySet().stream()
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .filter(path -> path.startsWith(API) && entry.getValue().getBeanType() != Document.class)
                        .flatMap(path -> entry.getKey().getMethodsCondition().getMethods().stream()
                                .map(method -> new Route(method.name(), path, entry.getValue()))))
                .toList();
    }

    Optional<Permission> needs() {
        return Optional.ofNullable(handler.getMethodAnnotation(Needs.class)).map(Needs::value);
    }

    boolean isOfOperator() {
        return parameters().anyMatch(p -> p.getParameterType() == Caller.Operator.class);
    }

    boolean isReading() {
        return method.equals("GET");
    }

    boolean isPost() {
        return method.equals("POST");
    }

    /// Whether it may say that it changes something and tell what has come of it.
    boolean takesContent() {
        return ANSWERED.contains(method);
    }

    boolean isAboutOne() {
        return path.contains("{");
    }

    boolean isList() {
        return handler.getMethod().getReturnType() == Listed.class;
    }

    /// Whether an edit can be meant for one version.
    boolean takesIfMatch() {
        return with(RequestHeader.class)
                .map(parameter -> parameter.getParameterAnnotation(RequestHeader.class))
                .anyMatch(header -> header != null && header.name().equals(HttpHeaders.IF_MATCH));
    }

    /// Whether its answer has the tag of a version.
    boolean isTagged() {
        return isReading() || method.equals("PATCH") && takesIfMatch();
    }

    /// Whether there is something in a request that can be wrong.
    boolean isChecked() {
        return isPost()
                || Stream.of(RequestParam.class, RequestBody.class)
                        .anyMatch(kind -> with(kind).findAny().isPresent());
    }

    boolean takesPicture() {
        return with(RequestBody.class).anyMatch(p -> p.getParameterType() == byte[].class);
    }

    private Stream<MethodParameter> parameters() {
        return Arrays.stream(handler.getMethodParameters());
    }

    private Stream<MethodParameter> with(Class<? extends Annotation> kind) {
        return parameters().filter(p -> p.hasParameterAnnotation(kind));
    }
}
