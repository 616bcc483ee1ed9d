package app.foyer.web;

import app.foyer.waiting.Turns;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Has each request wait for its turn.
@Component
final class TurnFilter extends OncePerRequestFilter {
    private final Turns turns;

    TurnFilter(Turns turns) {
        this.turns = turns;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (var _ = turns.begin()) {
            chain.doFilter(request, response);
        }
    }
}
