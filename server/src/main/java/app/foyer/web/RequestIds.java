package app.foyer.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Names each request, by the client's own id where that is a harmless word: the answer, its problem document and what
/// is logged meanwhile tell the name. A valve, so that answers have it which never get as far as a filter.
final class RequestIds extends ValveBase {
    static final String HEADER = "X-Request-Id";
    private static final String LOGGED = "requestId";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    RequestIds() {
        super(true);
    }

    /// The id of the request that this thread is busy with.
    static Optional<String> current() {
        return Optional.ofNullable(MDC.get(LOGGED));
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var id = of(request.getHeader(HEADER));
        response.setHeader(HEADER, id);
        MDC.put(LOGGED, id);
        try {
            getNext().invoke(request, response);
        } finally {
            MDC.remove(LOGGED);
        }
    }

    private static String of(@Nullable String sent) {
        return sent != null && HARMLESS.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }
}
