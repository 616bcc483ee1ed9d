package app.foyer.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Deque's axe-core, which finds what keeps people from using a page.
final class Axe {
    /// Letters in the mailbox stand in a sandboxed frame, where no script can look.
    private static final String RUN = """
            () => axe.run(document, { resultTypes: ['violations'], iframes: false }).then(found =>
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

    /// One sentence for each thing that is wrong.
    List<String> violations(Page page) {
        if (!(boolean) page.evaluate("() => 'axe' in window")) {
            page.evaluate(script);
        }
        return ((List<?>) page.evaluate(RUN)).stream().map(String::valueOf).toList();
    }
}
