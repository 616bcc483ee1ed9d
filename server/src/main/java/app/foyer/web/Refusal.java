package app.foyer.web;

import app.foyer.problem.ProblemDocument;
import org.springframework.http.HttpHeaders;

/// What a request gets that can't be served.
record Refusal(ProblemDocument document, HttpHeaders headers) {
    int status() {
        return document.status();
    }
}
