package app.foyer.mail;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What invitees read is there in all languages, with nothing missing, left over or half translated.
class TranslationsTest {
    private static final List<String> FILES = List.of("mails", "invitee", "notices");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    /// The pages that strangers and invitees see; parts of files are named with their fragments.
    private static final List<String> PAGES = List.of(
            "invitation/invitation.html",
            "invitation/dead-link.html",
            "account/sign-in.html",
            "account/sign-in-form.html",
            "account/sign-in-sent.html",
            "account/sign-in-link.html",
            "account/sign-in-dead.html",
            "problem/problem.html",
            "web/layout.html#alone",
            "web/layout.html#top",
            "web/layout.html#flash",
            "web/bits.html#facts",
            "web/bits.html#minute",
            "web/bits.html#day",
            "web/bits.html#told",
            "web/bits.html#error",
            "web/bits.html#icon");

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");
    private static final Pattern KEY = Pattern.compile("#\\{([\\w.-]+)|told\\('([\\w.-]+)'");
    private static final Pattern KEYS_BEGINNING = Pattern.compile("#\\{\\|([\\w.-]+)\\$|\\{\\s*'([\\w.-]+\\.)' \\+");
    private static final Pattern LATIN_WORD = Pattern.compile("[A-Za-z][A-Za-z/-]*");

    /// Names and terms that stay as they are in scripts of their own.
    private static final Set<String> EVERYWHERE =
            Set.of("Foyer", "People", "API", "JSON", "Content-Type", "application/json", "Allow", "MiB");

    /// Texts that are the same in some languages because the words are.
    private static final Set<String> ALIKE = Set.of(
            "reading.direction",
            "web.page-title",
            "invitation.promise",
            "notice.open",
            "notice.time",
            "invitation.applications");

    record Translation(String file, String language) {
        Map<String, String> texts() {
            return Texts.of(file, language);
        }

        Map<String, String> english() {
            return Texts.of(file, "en");
        }
    }

    static Stream<Translation> translations() {
        return FILES.stream().flatMap(file -> Languages.written().stream().map(l -> new Translation(file, l.tag())));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void eachKeyIsThereAndNoOther(Translation translation) {
        assertThat(translation.texts().keySet()).isEqualTo(translation.english().keySet());
    }

    @ParameterizedTest
    @MethodSource("translations")
    void eachTextTakesTheArgumentsOfItsKey(Translation translation) {
        var english = translation.english();

        assertThat(translation.texts()).allSatisfy((key, text) -> {
            assertThat(arguments(text)).as(key).isEqualTo(arguments(english.getOrDefault(key, "")));
            assertThat(new MessageFormat(text, Locale.of(translation.language()))
                            .format(IntStream.range(1, 10).boxed().toArray()))
                    .as(key)
                    .doesNotContain("{")
                    .isNotBlank();
        });
    }

    private static Set<String> arguments(String text) {
        return ARGUMENT.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(TreeSet::new, Set::add, Set::addAll);
    }

    @ParameterizedTest
    @MethodSource("translations")
    void noTextHasAStraightApostropheOrStraysIntoMarkup(Translation translation) {
        assertThat(translation.texts())
                .allSatisfy((key, text) -> assertThat(text)
                        .as(key)
                        .doesNotContain("'", "<b", "</", "&#", "  ", "...", "!")
                        .isEqualTo(text.strip()));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void noTextIsAKeyOrStillInEnglish(Translation translation) {
        var english = translation.english();
        var dotted = english.keySet().stream().filter(key -> key.contains(".")).toList();

        assertThat(translation.texts()).allSatisfy((key, text) -> {
            assertThat(dotted).as(key).noneMatch(text::contains);
            if (!translation.language().equals("en") && !ALIKE.contains(key)) {
                assertThat(text).as(key).isNotEqualTo(english.get(key));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("translations")
    void aScriptOfItsOwnHasNoOtherWordsInIt(Translation translation) {
        if (!Set.of("ja", "ar").contains(translation.language())) {
            return;
        }
        assertThat(translation.texts()).allSatisfy((key, text) -> {
            var bare = key.equals("reading.direction") ? "" : text.replaceAll("\\{\\d,choice,", "{");
            assertThat(LATIN_WORD.matcher(bare).results().map(found -> found.group()))
                    .as(key)
                    .isSubsetOf(EVERYWHERE);
        });
    }

    @ParameterizedTest
    @MethodSource("translations")
    void frenchPunctuationStaysOnItsLine(Translation translation) {
        if (translation.language().equals("fr")) {
            assertThat(translation.texts())
                    .allSatisfy((key, text) ->
                            assertThat(text).as(key).doesNotContainPattern(" [:;?!»]|« |[\\p{L}}][;?!»]"));
        }
    }

    @Test
    void noKeyStandsInTwoFiles() {
        var seen = new TreeMap<String, String>();
        for (var file : List.of("pages", "invitee", "mails", "notices", "problems")) {
            Texts.of(file, "en")
                    .keySet()
                    .forEach(key -> assertThat(seen.put(key, file)).as(key).isNull());
        }
    }

    @Test
    void whatInviteesReadStandsInTheTranslatedFiles() throws IOException {
        var translated = FILES.stream()
                .flatMap(file -> Texts.of(file, "en").keySet().stream())
                .collect(TreeSet<String>::new, Set::add, Set::addAll);
        var others = new TreeSet<>(Texts.of("pages", "en").keySet());
        others.addAll(Texts.of("problems", "en").keySet());

        for (var template : Stream.concat(PAGES.stream(), mails().stream()).toList()) {
            var source = source(template);
            assertThat(groups(KEY, source)).as(template).isSubsetOf(translated);
            for (var prefix : new TreeSet<>(groups(KEYS_BEGINNING, source)).tailSet("a")) {
                assertThat(translated).as("%s: %s", template, prefix).anyMatch(key -> key.startsWith(prefix));
                assertThat(others).as("%s: %s", template, prefix).noneMatch(key -> key.startsWith(prefix));
            }
        }
    }

    private static List<String> groups(Pattern pattern, String source) {
        return pattern.matcher(source)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    private static List<String> mails() throws IOException {
        try (var files = Files.walk(TEMPLATES)) {
            return files.map(TEMPLATES::relativize)
                    .filter(file -> file.getFileName().toString().startsWith("mail-"))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private static String source(String template) throws IOException {
        var parts = template.split("#", 2);
        var source = Files.readString(TEMPLATES.resolve(parts[0]));
        if (parts.length == 1) {
            return source;
        }
        return Jsoup.parse(source, Parser.xmlParser()).select("[th:fragment^=" + parts[1] + "]").stream()
                .map(e -> Parser.unescapeEntities(e.outerHtml(), true))
                .collect(joining());
    }
}
