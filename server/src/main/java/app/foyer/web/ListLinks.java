package app.foyer.web;

import app.foyer.account.SignInSettings;
import app.foyer.database.Listed;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/// Says in the header Link (RFC 8288) where a list's first and next page are. The addresses are built from the public
/// URL, whatever host the request names, and keep the parameters that the list knows.
@ControllerAdvice
class ListLinks implements ResponseBodyAdvice<Object> {
    private static final String CURSOR = "cursor";

    private final String publicUrl;

    ListLinks(SignInSettings settings) {
        this.publicUrl = settings.publicUrl().toString();
    }

    @Override
    public boolean supports(MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return answer.getParameterType() == Listed.class;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter answer,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof Listed<?> list && request instanceof ServletServerHttpRequest servlet) {
            var asked = servlet.getServletRequest();
            var page = publicUrl + asked.getRequestURI();
            var kept = kept(asked.getParameterMap(), known(Objects.requireNonNull(answer.getMethod())));
            var links = new ArrayList<String>();
            if (list.next() != null) {
                links.add(link(page, Stream.concat(kept.stream(), Stream.of(pair(CURSOR, list.next()))), "next"));
            }
            links.add(link(page, kept.stream(), "first"));
            response.getHeaders().set(HttpHeaders.LINK, String.join(", ", links));
        }
        return body;
    }

    private static Set<String> known(Method list) {
        return Arrays.stream(list.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
                .map(Parameter::getName)
                .filter(name -> !name.equals(CURSOR))
                .collect(Collectors.toSet());
    }

    private static List<String> kept(Map<String, String[]> asked, Set<String> known) {
        return asked.entrySet().stream()
                .filter(parameter -> known.contains(parameter.getKey()))
                .flatMap(parameter -> Arrays.stream(parameter.getValue()).map(value -> pair(parameter.getKey(), value)))
                .toList();
    }

    private static String link(String page, Stream<String> query, String relation) {
        var parameters = query.collect(Collectors.joining("&"));
        return "<%s%s>; rel=\"%s\"".formatted(page, parameters.isEmpty() ? "" : "?" + parameters, relation);
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
