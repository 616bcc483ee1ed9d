package app.foyer.problem;

import org.springframework.http.HttpStatus;

/// What sort of refusal a problem is, which decides its HTTP status.
public enum Kind {
    MALFORMED(HttpStatus.BAD_REQUEST),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED),
    FORBIDDEN(HttpStatus.FORBIDDEN),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    CONFLICT(HttpStatus.CONFLICT),
    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    UNPROCESSABLE(HttpStatus.UNPROCESSABLE_CONTENT),
    LIMITED(HttpStatus.TOO_MANY_REQUESTS);

    private final HttpStatus status;

    Kind(HttpStatus status) {
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }
}
