package app.foyer.web;

import app.foyer.problem.ProblemDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/// Answers requests that Tomcat can't make out, such as a path with `%00`, and so never reach a page.
final class UnreadableAnswers extends ErrorReportValve {
    private final Refusals refusals;
    private final PageHeaders headers;
    private final JsonMapper json;

    UnreadableAnswers(Refusals refusals, PageHeaders headers, JsonMapper json) {
        this.refusals = refusals;
        this.headers = headers;
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (leadsOut(request)) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        var status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            write(request, response, refusals.of(status, Locale.ENGLISH).document());
        } catch (IOException gone) {
            container.getLogger().debug("The one who asked has gone", gone);
        }
    }

    // Tomcat says 400 of a path that goes up further than it went down.
    private static boolean leadsOut(Request request) {
        return request.getResponse().getStatus() == HttpStatus.BAD_REQUEST.value()
                && path(request).contains("/..");
    }

    private static String path(Request request) {
        return Objects.requireNonNullElse(request.getRequestURI(), "");
    }

    private void write(Request request, Response response, ProblemDocument problem) throws IOException {
        var isForApi = Requests.isOfApi(path(request));
        headers.writeHeaders(request, response);
        response.setContentType(isForApi ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : "text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        var writer = response.getReporter();
        if (writer != null) {
            writer.write(isForApi ? json.writeValueAsString(problem) : page(problem));
            response.finishResponse();
        }
    }

    // No template can be used here, where there is no application yet.
    private static String page(ProblemDocument problem) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title></head>
                <body><h1>%1$s</h1><p>%2$s</p></body></html>
                """.formatted(HtmlUtils.htmlEscape(problem.title()), HtmlUtils.htmlEscape(problem.detail()));
    }
}
