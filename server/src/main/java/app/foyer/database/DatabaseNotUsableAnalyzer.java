package app.foyer.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Shows the sentence of a [DatabaseNotUsable] alone at start-up, without a stack trace.
final class DatabaseNotUsableAnalyzer extends AbstractFailureAnalyzer<DatabaseNotUsable> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DatabaseNotUsable cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
