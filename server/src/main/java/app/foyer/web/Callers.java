package app.foyer.web;

import app.foyer.people.Caller;
import app.foyer.problem.Unauthenticated;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands the caller to controllers, as `Caller`, as the one kind of caller they serve, or as `Optional<Caller>`.
@Component
public class Callers implements HandlerMethodArgumentResolver {

    /// Who sends the current request, if that is known.
    public static Optional<Caller> current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    static Optional<Caller> of(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Caller.class.isAssignableFrom(parameter.nestedIfOptional().getNestedParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var kind = parameter.nestedIfOptional().getNestedParameterType();
        var caller = current().filter(kind::isInstance);
        return parameter.isOptional() ? caller : caller.orElseThrow(Unauthenticated::new);
    }
}
