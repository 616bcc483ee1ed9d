package app.foyer.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;

/// The types of problems that answers name and `/problems/{type}` explains.
public final class ProblemTypes {
    // What Tomcat says of transfer encodings and versions of HTTP that there aren't.
    private static final Set<HttpStatus> UNDERSTOOD_BY_NOBODY =
            Set.of(HttpStatus.NOT_IMPLEMENTED, HttpStatus.HTTP_VERSION_NOT_SUPPORTED);

    private static final Map<String, HttpStatus> STATUS_BY_TYPE = new LinkedHashMap<>();

    static {
        STATUS_BY_TYPE.put("malformed", HttpStatus.BAD_REQUEST);
        STATUS_BY_TYPE.put("unauthenticated", HttpStatus.UNAUTHORIZED);
        STATUS_BY_TYPE.put("forbidden", HttpStatus.FORBIDDEN);
        STATUS_BY_TYPE.put("suspended", HttpStatus.FORBIDDEN);
        STATUS_BY_TYPE.put("not-found", HttpStatus.NOT_FOUND);
        STATUS_BY_TYPE.put("method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED);
        STATUS_BY_TYPE.put("not-acceptable", HttpStatus.NOT_ACCEPTABLE);
        STATUS_BY_TYPE.put("conflict", HttpStatus.CONFLICT);
        STATUS_BY_TYPE.put("invitation-not-pending", HttpStatus.CONFLICT);
        STATUS_BY_TYPE.put("last-admin", HttpStatus.CONFLICT);
        STATUS_BY_TYPE.put("seat-limit", HttpStatus.CONFLICT);
        STATUS_BY_TYPE.put("token-limit", HttpStatus.CONFLICT);
        STATUS_BY_TYPE.put("precondition-failed", HttpStatus.PRECONDITION_FAILED);
        STATUS_BY_TYPE.put("too-large", HttpStatus.CONTENT_TOO_LARGE);
        STATUS_BY_TYPE.put("unsupported-media-type", HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        STATUS_BY_TYPE.put("validation", HttpStatus.UNPROCESSABLE_CONTENT);
        STATUS_BY_TYPE.put("rate-limited", HttpStatus.TOO_MANY_REQUESTS);
        STATUS_BY_TYPE.put("internal-error", HttpStatus.INTERNAL_SERVER_ERROR);
        STATUS_BY_TYPE.put("unavailable", HttpStatus.SERVICE_UNAVAILABLE);
    }

    private ProblemTypes() {}

    public static Optional<HttpStatus> status(String type) {
        return Optional.ofNullable(STATUS_BY_TYPE.get(type));
    }

    /// The type that stands for a status which comes from the protocol rather than from a rule.
    static String of(HttpStatus status) {
        return STATUS_BY_TYPE.entrySet().stream()
                .filter(known -> known.getValue() == status)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(
                        status.is5xxServerError() && !UNDERSTOOD_BY_NOBODY.contains(status)
                                ? "internal-error"
                                : "malformed");
    }
}
