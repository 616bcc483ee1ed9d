package app.foyer.web;

import app.foyer.account.Accounts;
import app.foyer.account.Sessions;
import app.foyer.account.SignInSettings;
import app.foyer.people.BearerTokens;
import app.foyer.people.Caller;
import app.foyer.people.People;
import app.foyer.problem.Forbidden;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Who may reach what. Nobody reaches what isn't named here.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {
    private static final String[] PUBLIC = {
        "/sign-in/**",
        "/sign-out",
        "/invitations/**",
        "/logos/**",
        "/mailbox/**",
        "/hooks/**",
        "/problems/**",
        "/foyer.css",
        "/foyer.js",
        "/theme.js",
        "/icons.svg",
        "/fonts/**",
        "/inter/**",
        "/webjars/**",
        "/favicon*",
        "/foyer-*.css",
        "/foyer-*.js",
        "/theme-*.js",
        "/icons-*.svg",
        "/api/v1/openapi.json",
        "/docs/api/**",
        "/error"
    };

    private final CallerFilter callers;
    private final OwnPagesOnly ownPages;
    private final CsrfTokens csrfTokens;
    private final PageHeaders pageHeaders;
    private final RepeatedPosts repeatedPosts;
    private final CrossOrigin crossOrigin;

    SecurityConfiguration(
            BearerTokens bearers,
            Sessions sessions,
            Accounts accounts,
            InstantSource time,
            SignInSettings settings,
            CsrfTokens csrfTokens,
            PageHeaders pageHeaders,
            IdempotencyKeys idempotencyKeys,
            CorsSettings corsSettings,
            People people,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes) {
        this.callers = new CallerFilter(bearers, sessions, accounts, time);
        this.ownPages = new OwnPagesOnly(settings.publicUrl());
        this.csrfTokens = csrfTokens;
        this.pageHeaders = pageHeaders;
        this.repeatedPosts = new RepeatedPosts(idempotencyKeys, people, routes, time);
        this.crossOrigin = new CrossOrigin(corsSettings);
    }

    /// Health and metrics, on the management port only.
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain everybody(HttpSecurity http) {
        return http.securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.defaultsDisabled().addHeaderWriter(pageHeaders))
                .csrf(this::ownTokens)
                .addFilterBefore(crossOrigin, CsrfFilter.class)
                .addFilterBefore(new WholeAnswers(), CsrfFilter.class)
                .addFilterBefore(new EntityTags(), CsrfFilter.class)
                .addFilterBefore(new BodyLimit(), CsrfFilter.class)
                .addFilterBefore(callers, CsrfFilter.class)
                .addFilterBefore(ownPages, CsrfFilter.class)
                .addFilterAfter(repeatedPosts, AuthorizationFilter.class)
                .authorizeHttpRequests(SecurityConfiguration::rules)
                .exceptionHandling(SecurityConfiguration::answers)
                .build();
    }

    /// Which methods there are is said by the routes: 405, with `Allow`.
    @Bean
    HttpFirewall firewall() {
        var firewall = new Firewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /// A path that nothing of Foyer's has, such as one with `//` or `;` in it: the API finds nothing there.
    private static final class NoSuchPath extends RequestRejectedException {
        NoSuchPath(RequestRejectedException rejected) {
            super(String.valueOf(rejected.getMessage()));
        }
    }

    // Headers and parameters are looked at later, when somebody reads them.
    private static final class Firewall extends StrictHttpFirewall {
        @Override
        public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
            try {
                return super.getFirewalledRequest(request);
            } catch (RequestRejectedException rejected) {
                throw new NoSuchPath(rejected);
            }
        }
    }

    @Bean
    RequestRejectedHandler rejected() {
        return (request, response, rejected) -> {
            pageHeaders.writeHeaders(request, response);
            var nothingThere = rejected instanceof NoSuchPath && Requests.isForApi(request);
            response.sendError((nothingThere ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST).value());
        };
    }

    /// Requests are measured as a whole; each filter on its own would cost more than most of them do.
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(PUBLIC)
                .permitAll()
                .requestMatchers("/api/v1/operator/**")
                .access(onlyFor(Caller.Operator.class::isInstance))
                .requestMatchers("/api/**")
                .access(onlyFor(caller -> !(caller instanceof Caller.Operator)))
                .anyRequest()
                .access(onlyFor(Caller.Person.class::isInstance));
    }

    private static AuthorizationManager<RequestAuthorizationContext> onlyFor(Predicate<Caller> kind) {
        return (authentication, _) -> new AuthorizationDecision(
                Callers.of(authentication.get()).filter(kind).isPresent());
    }

    private static void answers(ExceptionHandlingConfigurer<HttpSecurity> refused) {
        refused.authenticationEntryPoint(new SignInRedirect())
                .accessDeniedHandler((request, response, denied) -> Refusals.send(
                        request, response, denied instanceof CsrfException ? new ForgedRequest() : new Forbidden()));
    }

    private void ownTokens(CsrfConfigurer<HttpSecurity> csrf) {
        csrf.csrfTokenRepository(csrfTokens)
                .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler())
                .requireCsrfProtectionMatcher(SecurityConfiguration::needsToken);
    }

    // Whoever is nobody to the API learns that first; programs with a bearer token are not led astray by other sites.
    private static boolean needsToken(HttpServletRequest request) {
        return Requests.isWriting(request)
                && (!Requests.isForApi(request)
                        || Callers.current()
                                .filter(Caller.Person.class::isInstance)
                                .isPresent());
    }
}
