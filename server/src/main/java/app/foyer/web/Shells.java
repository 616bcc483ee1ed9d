package app.foyer.web;

import app.foyer.account.Flash;
import app.foyer.people.Acting;
import app.foyer.people.Caller;
import app.foyer.people.OwnPlaces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.support.RequestContextUtils;

/// Puts the shell around the pages of those who are signed in, with what the last action has to say.
@Component
class Shells implements HandlerInterceptor, WebMvcConfigurer {
    private final OwnPlaces ownPlaces;
    private final InstantSource clock;

    Shells(OwnPlaces ownPlaces, InstantSource clock) {
        this.ownPlaces = ownPlaces;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).excludePathPatterns("/api/**", "/actuator/**");
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page == null
                || !page.isReference()
                || String.valueOf(page.getViewName()).startsWith("redirect:")) {
            return;
        }
        var acting = (Acting) request.getAttribute(Acting.class.getName());
        var zone = acting == null ? ZoneOffset.UTC : acting.organization().timeZone();
        page.getModel().putIfAbsent("zone", zone);
        if (Callers.current().orElse(null) instanceof Caller.Person person) {
            Flash.take(request).ifPresent(said -> say(said, request, page));
            var places = ownPlaces.of(person, clock.instant());
            page.addObject("shell", Shell.of(person, acting, places, request.getRequestURI()));
        }
    }

    private static void say(Flash.Said said, HttpServletRequest request, ModelAndView page) {
        page.addObject("flash", said.sentence());
        if (!said.language().tag().equals(RequestContextUtils.getLocale(request).getLanguage())) {
            page.addObject("flashLanguage", said.language());
        }
    }
}
