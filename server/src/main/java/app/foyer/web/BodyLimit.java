package app.foyer.web;

import app.foyer.problem.TooLarge;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Takes 1 MiB of a request's body at most, whether its length was announced or not, and whether anybody reads it or
/// not. And of all bodies together no more than there is room for: a form takes the memory that its length announces
/// before any of it has come, and anybody may begin one and leave it at that.
final class BodyLimit extends OncePerRequestFilter {
    static final int MAX_BYTES = 1 << 20;

    /// What a form of sign-in or an invitation needs at the most: it is among what each connection may take anyway.
    private static final int SMALL_BYTES = 1 << 13;

    private static final int ROOM_BYTES = 12 << 20;

    private final Semaphore room = new Semaphore(ROOM_BYTES);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var announced = request.getContentLengthLong();
        if (announced > MAX_BYTES) {
            Refusals.send(request, response, new TooLarge());
        } else if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && !isStrayUpload(request)) {
            var bytes = announced > SMALL_BYTES ? (int) announced : 0;
            inRoom(bytes, response, () -> chain.doFilter(request, response));
        } else if (isForm(request)) {
            inRoom(MAX_BYTES, response, () -> {
                // Tomcat reads forms, and counts with server.tomcat.max-http-form-post-size.
                request.getParameterMap();
                chain.doFilter(request, response);
            });
        } else {
            readFirst(request, response, chain);
        }
    }

    private void readFirst(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var in = request.getInputStream();
        var beginning = in.readNBytes(SMALL_BYTES + 1);
        if (beginning.length <= SMALL_BYTES) {
            chain.doFilter(new ReadRequest(request, beginning), response);
            return;
        }
        inRoom(MAX_BYTES, response, () -> {
            var body = new ByteArrayOutputStream();
            body.write(beginning);
            body.write(in.readNBytes(MAX_BYTES + 1 - beginning.length));
            if (body.size() > MAX_BYTES) {
                Refusals.send(request, response, new TooLarge());
            } else {
                chain.doFilter(new ReadRequest(request, body.toByteArray()), response);
            }
        });
    }

    private interface Answering {
        void goOn() throws ServletException, IOException;
    }

    private void inRoom(int bytes, HttpServletResponse response, Answering answering)
            throws ServletException, IOException {
        if (!room.tryAcquire(bytes)) {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        try {
            answering.goOn();
        } finally {
            room.release(bytes);
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
