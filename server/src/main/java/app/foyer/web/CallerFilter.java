package app.foyer.web;

import app.foyer.account.Accounts;
import app.foyer.account.Sessions;
import app.foyer.people.BearerTokens;
import app.foyer.people.Caller;
import app.foyer.problem.Unauthenticated;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds out who sends a request: by the bearer token, or else by the session when somebody asks.
final class CallerFilter extends OncePerRequestFilter {
    private final BearerTokens tokens;
    private final Sessions sessions;
    private final Accounts accounts;
    private final InstantSource time;

    CallerFilter(BearerTokens tokens, Sessions sessions, Accounts accounts, InstantSource time) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.accounts = accounts;
        this.time = time;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var bearer = Requests.bearer(request);
        if (bearer.isEmpty()) {
            SecurityContextHolder.setDeferredContext(SingletonSupplier.of(() -> context(person(request))));
            chain.doFilter(request, response);
            return;
        }
        var shown = tokens.callerOf(bearer.get(), request.getRemoteAddr(), time.instant());
        if (shown.isEmpty()) {
            Refusals.send(request, response, new Unauthenticated());
            return;
        }
        var allowance = shown.get().allowance();
        if (allowance != null) {
            RateLimits.tell(allowance, response);
            if (allowance.isExceeded()) {
                Refusals.send(request, response, RateLimits.exceeded(allowance));
                return;
            }
        }
        SecurityContextHolder.setContext(context(Optional.of(shown.get().caller())));
        chain.doFilter(request, response);
    }

    // Pages show who is signed in even when they tell of an error.
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private Optional<Caller> person(HttpServletRequest request) {
        return sessions.accountOf(request)
                .flatMap(accounts::byId)
                .map(account -> new Caller.Person(
                        account.id(), account.name(), account.email(), account.locale(), request.getRemoteAddr()));
    }

    private static SecurityContext context(Optional<Caller> caller) {
        var context = new SecurityContextImpl();
        caller.ifPresent(
                known -> context.setAuthentication(new PreAuthenticatedAuthenticationToken(known, "", List.of())));
        return context;
    }
}
