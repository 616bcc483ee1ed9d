package app.foyer.web;

import app.foyer.problem.TooLarge;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Takes 1 MiB of a request's body at most, whether its length was announced or not, and whether anybody reads it or
/// not.
final class BodyLimit extends OncePerRequestFilter {
    static final int MAX_BYTES = 1 << 20;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > MAX_BYTES) {
            Refusals.send(request, response, new TooLarge());
        } else if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && !isStrayUpload(request)) {
            chain.doFilter(request, response);
        } else if (isForm(request)) {
            // Tomcat reads forms, and counts with server.tomcat.max-http-form-post-size.
            request.getParameterMap();
            chain.doFilter(request, response);
        } else {
            readFirst(request, response, chain);
        }
    }

    private static void readFirst(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            Refusals.send(request, response, new TooLarge());
        } else {
            chain.doFilter(new ReadRequest(request, body), response);
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null
                && (type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                        || isMultipart(type) && takesFile(request));
    }

    // A body that has been read is not taken apart: files are taken by the one form that asks for them.
    private static boolean isStrayUpload(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && isMultipart(type) && !takesFile(request);
    }

    private static boolean isMultipart(String type) {
        return type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    private static boolean takesFile(HttpServletRequest request) {
        return request.getRequestURI().endsWith("/settings/general/logo");
    }
}
