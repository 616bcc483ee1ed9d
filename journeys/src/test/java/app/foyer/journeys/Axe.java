package app.foyer.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Deque's axe-core, which finds what keeps people from using a page.
final class Axe {
    /// Letters in the mailbox stand in a sandboxed frame, where no script can look.
    private static final String RUN = """
            rules => axe.run(document, { resultTypes: ['violations'], iframes: false, runOnly: rules }).then(found =>
                found.violations.flatMap(violation => violation.nodes.map(node =>
                    violation.id + ': ' + node.html.slice(0, 200) + ' | ' + node.failureSummary.replace(/\\s+/g, ' '))))""";

    private final String script;

    Axe() {
        try (var file = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (file == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            script = new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Map<String, ?> CONTRAST = Map.of("type", "rule", "values", List.of("color-contrast"));

    /// One sentence for each thing that is wrong. By night only the colors differ.
    List<String> violations(Page page, Looks looks) {
        if (!(boolean) page.evaluate("() => 'axe' in window")) {
            page.evaluate(script);
        }
        return ((List<?>) page.evaluate(RUN, looks.scheme() == ColorScheme.DARK ? CONTRAST : null))
                .stream().map(String::valueOf).toList();
    }
}
