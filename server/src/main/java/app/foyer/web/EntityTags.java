package app.foyer.web;

import app.foyer.database.Secrets;
import app.foyer.problem.IfMatch;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Tags the API's answers, so that whoever has one can ask whether it still holds and gets 304 if so (RFC 9110, section
/// 13). What has a version is tagged by it, for `If-Match`, and by its content; all else by its content alone, and
/// weakly, since a strong tag forbids compression.
final class EntityTags extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> EDITING = Set.of("PATCH", "PUT");
    private static final int DIGEST_BYTES = 12;

    /// Kept by nobody but the one who asked, and only to ask with it again.
    private static final String ASK_AGAIN = "private, no-cache";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Requests.isForApi(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader(HttpHeaders.VARY, "Accept-Encoding, Authorization, Cookie");
        var reading = READING.contains(request.getMethod());
        if (!reading && !EDITING.contains(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        var answer = new HeldAnswer(response);
        chain.doFilter(request, answer);
        if (answer.isTagged(reading)) {
            var tag = tag(answer);
            response.setHeader(HttpHeaders.ETAG, tag);
            if (reading && !response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
                response.setHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
            }
            if (reading && isKnown(tag, request)) {
                response.setStatus(HttpStatus.NOT_MODIFIED.value());
                return;
            }
        }
        answer.copyBodyToResponse();
    }

    private static String tag(HeldAnswer answer) {
        var whole = Secrets.sha256(answer.getContentAsByteArray());
        var digest = Secrets.text(Arrays.copyOf(whole, DIGEST_BYTES));
        var version = answer.getHeader(HttpHeaders.ETAG);
        return version == null ? "W/\"" + digest + "\"" : IfMatch.withDigest(version, digest);
    }

    private static boolean isKnown(String tag, HttpServletRequest request) {
        var shown = String.join(",", Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH)));
        var current = ETag.create(tag);
        return !shown.isBlank()
                && ETag.parse(shown).stream().anyMatch(known -> known.isWildcard() || known.compare(current, false));
    }

    /// An answer whose JSON is held back until its tag is known; anything else streams past.
    private static final class HeldAnswer extends ContentCachingResponseWrapper {
        HeldAnswer(HttpServletResponse response) {
            super(response);
        }

        boolean isTagged(boolean reading) {
            return getStatus() == HttpStatus.OK.value()
                    && getContentSize() > 0
                    && (reading || containsHeader(HttpHeaders.ETAG));
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            var type = getContentType();
            return type == null || type.contains("json") && !type.contains("ndjson")
                    ? super.getOutputStream()
                    : getResponse().getOutputStream();
        }
    }
}
