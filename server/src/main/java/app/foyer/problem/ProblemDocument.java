package app.foyer.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A refusal as the API tells it (RFC 9457).
///
/// @param errors what is wrong where, when several things may be
/// @param requestId what logs call the request
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        List<Flaw.Told> errors,
        @Nullable String requestId) {

    public static ProblemDocument of(Problem problem, @Nullable String requestId, Sentences sentences, Locale locale) {
        return new ProblemDocument(
                "/problems/" + problem.type(),
                sentences.title(problem, locale),
                problem.kind().status().value(),
                sentences.detail(problem, locale),
                problem.flaws().stream()
                        .map(flaw -> sentences.tell(flaw, locale))
                        .toList(),
                requestId);
    }

    /// A refusal that comes from the protocol rather than from a rule of ours.
    public static ProblemDocument of(
            String type, int status, @Nullable String requestId, Sentences sentences, Locale locale) {
        return new ProblemDocument(
                "/problems/" + type,
                sentences.say(type + ".title", locale),
                status,
                sentences.say(type + ".detail", locale),
                List.of(),
                requestId);
    }
}
