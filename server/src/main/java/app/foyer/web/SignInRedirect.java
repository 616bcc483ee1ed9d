package app.foyer.web;

import app.foyer.account.ReturnTo;
import app.foyer.problem.Unauthenticated;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/// Sends strangers to the sign-in page, and programs away.
final class SignInRedirect implements AuthenticationEntryPoint {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException stranger)
            throws IOException {
        if (Requests.isForApi(request)) {
            Refusals.send(request, response, new Unauthenticated());
            return;
        }
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, "/sign-in" + next(request));
    }

    private static String next(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            return "";
        }
        var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return ReturnTo.parse(request.getRequestURI() + query)
                .map(path -> "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8))
                .orElse("");
    }
}
