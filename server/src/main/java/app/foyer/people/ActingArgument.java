package app.foyer.people;

import app.foyer.problem.Unauthenticated;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Gives a controller the caller as a member of the organization in the address, once that member has what the route
/// [Needs].
@Component
class ActingArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private final People people;
    private final OwnPlaces ownPlaces;
    private final InstantSource clock;

    ActingArgument(People people, OwnPlaces ownPlaces, InstantSource clock) {
        this.people = people;
        this.ownPlaces = ownPlaces;
        this.clock = clock;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Acting.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var reference = organization(request);
        var now = clock.instant();
        var caller = caller();
        var asked = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        // A page shows all of its reader's organizations, and so has read this one.
        var acting = caller instanceof Caller.Person person && Moved.isPage(asked)
                ? people.acting(person, reference, ownPlaces.of(person, now), now)
                : people.acting(caller, reference, now);
        var needs = Objects.requireNonNull(parameter.getMethodAnnotation(Needs.class), "a route without @Needs");
        acting.require(needs.value());
        Moved.check(acting.organization(), reference, asked);
        request.setAttribute(Acting.class.getName(), acting, RequestAttributes.SCOPE_REQUEST);
        return acting;
    }

    private static Caller caller() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new Unauthenticated();
    }

    @SuppressWarnings("unchecked") // Spring keeps the variables of the address in an untyped attribute
    private static String organization(NativeWebRequest request) {
        var variables = (Map<String, String>) Objects.requireNonNull(
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
        return Objects.requireNonNull(variables.get("org"));
    }
}
