package app.foyer.web;

import app.foyer.problem.Flaw;
import app.foyer.problem.Invalid;
import app.foyer.problem.NotFound;
import app.foyer.problem.Problem;
import app.foyer.problem.ProblemDocument;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;

/// Tells what each failure is to the one who sent the request.
@Component
class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final String PROBLEM = "foyer.problem";
    private static final int MAX_CAUSES = 10;
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Set<Class<? extends Exception>> UNAVAILABLE = Set.of(
            DataAccessResourceFailureException.class,
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            CannotCreateTransactionException.class);

    private final Sentences sentences;

    Refusals(Sentences sentences) {
        this.sentences = sentences;
    }

    /// Refuses a request before it reaches any controller.
    static void send(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        request.setAttribute(PROBLEM, problem);
        response.sendError(problem.kind().status().value());
    }

    static Optional<Problem> sent(HttpServletRequest request) {
        return Optional.ofNullable((Problem) request.getAttribute(PROBLEM));
    }

    Refusal of(Throwable failure, Locale locale) {
        return problemIn(failure).map(problem -> of(problem, locale)).orElseGet(() -> withoutProblem(failure, locale));
    }

    Refusal of(Problem problem, Locale locale) {
        var headers = new HttpHeaders();
        problem.retryAfter().ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, seconds(wait)));
        if (problem.kind().status() == HttpStatus.UNAUTHORIZED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return new Refusal(ProblemDocument.of(problem, requestId(), sentences, locale), headers);
    }

    Refusal of(HttpStatus status, Locale locale) {
        var headers = new HttpHeaders();
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, seconds(SOON));
        }
        var type = ProblemTypes.of(status);
        return new Refusal(ProblemDocument.of(type, status.value(), requestId(), sentences, locale), headers);
    }

    private Refusal of(ErrorResponse known, Locale locale) {
        var status = HttpStatus.valueOf(known.getStatusCode().value());
        var refusal = of(status, locale);
        var headers = HttpHeaders.copyOf(known.getHeaders());
        headers.remove(HttpHeaders.CONTENT_TYPE);
        headers.putAll(refusal.headers());
        return new Refusal(refusal.document(), headers);
    }

    private Refusal withoutProblem(Throwable failure, Locale locale) {
        return switch (failure) {
            case ErrorResponse known -> of(known, locale);
            case HttpMessageNotReadableException _ -> of(HttpStatus.BAD_REQUEST, locale);
            // The firewall looks at parameters when they are read, not when the request comes in.
            case RequestRejectedException _ -> of(HttpStatus.BAD_REQUEST, locale);
            case InvalidParameterException form -> of(HttpStatus.valueOf(form.getErrorCode()), locale);
            default -> unforeseen(failure, locale);
        };
    }

    private Refusal unforeseen(Throwable failure, Locale locale) {
        if (isUnavailable(failure)) {
            LOG.warn("The database can't be reached: {}", failure.toString());
            return of(HttpStatus.SERVICE_UNAVAILABLE, locale);
        }
        LOG.error("A request failed", failure);
        return of(HttpStatus.INTERNAL_SERVER_ERROR, locale);
    }

    private static Optional<Problem> problemIn(Throwable failure) {
        return switch (failure) {
            case MissingServletRequestParameterException missing ->
                Optional.of(new Invalid(Flaw.ofParameter(missing.getParameterName(), "flaw.required")));
            case MethodArgumentTypeMismatchException mismatch -> Optional.of(mismatched(mismatch));
            case TypeMismatchException _ -> Optional.of(new NotFound());
            default -> causes(failure).flatMap(Refusals::problemAtHand).findFirst();
        };
    }

    private static Stream<Problem> problemAtHand(Throwable cause) {
        return switch (cause) {
            case Problem problem -> Stream.of(problem);
            case JacksonException json -> JsonFlaws.of(json).<Problem>map(Invalid::new).stream();
            default -> Stream.empty();
        };
    }

    // An id that can't exist in a path names nothing; in a query it is a mistake to be told.
    private static Problem mismatched(MethodArgumentTypeMismatchException mismatch) {
        return mismatch.getParameter().hasParameterAnnotation(RequestParam.class)
                ? new Invalid(Flaw.ofParameter(mismatch.getName(), "flaw.wrong-type"))
                : new NotFound();
    }

    private static boolean isUnavailable(Throwable failure) {
        return causes(failure).anyMatch(cause -> UNAVAILABLE.stream().anyMatch(kind -> kind.isInstance(cause)));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }

    private static @Nullable String requestId() {
        return RequestIds.current().orElse(null);
    }

    private static String seconds(Duration wait) {
        return Long.toString(wholeSeconds(wait));
    }

    /// Rounded up, so that nobody comes back too early.
    static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
