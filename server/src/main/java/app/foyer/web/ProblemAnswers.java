package app.foyer.web;

import app.foyer.people.Moved;
import app.foyer.problem.ProblemDocument;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// Answers what can't be served: the API by RFC 9457, people by a page.
@Controller
@ControllerAdvice
class ProblemAnswers implements ErrorController {
    private static final Pattern OF_ONE_THING = Pattern.compile("(/o/[a-z0-9-]+(?:/[a-z-]+)+)/[0-9a-f-]{36}(?:/.*)?");

    private final Refusals refusals;

    ProblemAnswers(Refusals refusals) {
        this.refusals = refusals;
    }

    @ExceptionHandler
    @Nullable
    Object failed(Throwable failure, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        if (response.isCommitted()) {
            return null;
        }
        return answer(refusals.of(failure, locale), request.getRequestURI(), response);
    }

    /// Pages whose organization has another slug now. Never kept by browsers: some day the old one may be another's.
    @ExceptionHandler
    ResponseEntity<Void> moved(Moved moved) {
        return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .location(URI.create(moved.location()))
                .build();
    }

    /// What failed outside of controllers, as the servlet container hands it on.
    @RequestMapping("/error")
    Object error(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return answer(refusalOf(request, locale), path == null ? "" : path.toString(), response);
    }

    private Refusal refusalOf(HttpServletRequest request, Locale locale) {
        var problem = Refusals.sent(request);
        if (problem.isPresent()) {
            return refusals.of(problem.get(), locale);
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            return refusals.of(failure, locale);
        }
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        return refusals.of(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status, locale);
    }

    private static Object answer(Refusal refusal, String path, HttpServletResponse response) {
        return Requests.isOfApi(path) ? document(refusal) : page(refusal, path, response);
    }

    private static ResponseEntity<ProblemDocument> document(Refusal refusal) {
        return ResponseEntity.status(refusal.status())
                .headers(refusal.headers())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(refusal.document());
    }

    private static ModelAndView page(Refusal refusal, String path, HttpServletResponse response) {
        refusal.headers().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var document = refusal.document();
        var page = new ModelAndView(
                "problem/problem",
                Map.of(
                        "status",
                        document.status(),
                        "title",
                        document.title(),
                        "detail",
                        document.detail(),
                        "errors",
                        document.errors()),
                HttpStatus.valueOf(document.status()));
        if (document.status() == HttpStatus.CONFLICT.value()) {
            listBefore(path).ifPresent(list -> page.addObject("list", list));
        }
        return page;
    }

    /// The list that shows how things are now, for a path inside an organization that is about one thing.
    private static Optional<String> listBefore(String path) {
        var list = OF_ONE_THING.matcher(path);
        return list.matches() ? Optional.of(list.group(1)) : Optional.empty();
    }
}
