package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is written of a part is shown again for an equal one, to whomever. So it may say nothing but what the part
/// says:
/// no token, no other variable of the page.
class PartsTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern USE = Pattern.compile("foyer:parts?=\"([^\"]+)\"");
    private static final Pattern EXPRESSION = Pattern.compile("[$*]\\{([^}]*)}");
    private static final Pattern OWN = Pattern.compile("th:(?:each|with)=\"(\\w+)(?:, (\\w+))?\\s*[:=]");
    private static final Pattern NAME = Pattern.compile("(?<![.#\\w'])[A-Za-z_]\\w*");
    private static final Set<String> WORDS = Set.of("part", "and", "or", "not", "null", "true", "false");

    static Set<String> parts() {
        try (var files = Files.walk(TEMPLATES)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> USE.matcher(read(file)).results().map(found -> found.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void thereAreSome() {
        assertThat(parts()).contains("people/platform-access-row", "web/side");
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartSaysNothingButWhatItIsMadeOf(String part) {
        var html = read(TEMPLATES.resolve(part + ".html"));
        var own = OWN.matcher(html)
                .results()
                .flatMap(found -> Stream.of(found.group(1), String.valueOf(found.group(2))))
                .collect(Collectors.toSet());

        var names = EXPRESSION
                .matcher(html)
                .results()
                .map(found -> found.group(1).replaceAll("'[^']*'", "''"))
                .flatMap(expression -> NAME.matcher(expression).results())
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name) && !own.contains(name));

        assertThat(names).isEmpty();
        // Each gets a token against forged requests.
        assertThat(html).doesNotContain("th:action").doesNotContain("method=\"post\"");
    }
}
