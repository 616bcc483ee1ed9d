package app.foyer.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PastedAddressesTest {

    @ParameterizedTest
    @MethodSource
    void whatPeoplePasteIsUnderstood(String pasted, String outcome) {
        var found = PastedAddresses.parse(pasted);

        var addresses = Pattern.compile("^(\\d+) address").matcher(outcome);
        var errors = Pattern.compile("^errors? on lines? (\\d+)(?: to (\\d+))?").matcher(outcome);
        if (addresses.find()) {
            assertThat(found.bad()).isEmpty();
            assertThat(found.good()).hasSize(Integer.parseInt(addresses.group(1)));
        } else if (errors.find()) {
            var first = Integer.parseInt(errors.group(1));
            var last = errors.group(2) == null ? first : Integer.parseInt(errors.group(2));
            assertThat(found.bad())
                    .extracting(PastedAddresses.Bad::line)
                    .isEqualTo(IntStream.rangeClosed(first, last).boxed().toList());
        } else {
            assertThat(outcome).startsWith("error: at most 10");
            assertThat(found.good()).hasSize(11);
        }
    }

    static Stream<Arguments> whatPeoplePasteIsUnderstood() throws IOException {
        try (var table = PastedAddressesTest.class.getResourceAsStream("/pasted-addresses.txt")) {
            var blocks = new String(Objects.requireNonNull(table).readAllBytes(), UTF_8).split("(?m)^---\n", -1);
            return Stream.of(blocks)
                    .map(block -> block.replaceFirst("^#.*\n", "").split("(?m)^=> ", 2))
                    .map(block -> Arguments.of(block[0].replaceFirst("\n$", ""), block[1].strip()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.com",
                "\uFEFFann@example.com\r\n",
                "\u00A0ann@example.com\u00A0",
                "<ann@example.com>",
                "<mailto:ann@example.com>",
                "Ann <ann@example.com> (work)",
                "“Ann Lee” <ann@example.com>;",
                "Lee, Ann <ann@example.com>",
                "'ann@example.com'",
                "\"ann@example.com\",",
                "ann@example.com (Ann, from sales; again)",
                "mailto:ann@example.com?subject=Hi",
                "Lee\tAnn\tann@example.com\tSales, East",
                "ann@other.example <ann@example.com>",
                "ann@example.com,,;",
                "\n\n  \nann@example.com\n;\n,",
            })
    void oneAddressIsFoundIn(String pasted) {
        var found = PastedAddresses.parse(pasted);

        assertThat(found.bad()).isEmpty();
        assertThat(found.addresses()).extracting(EmailAddress::typed).containsExactly("ann@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Lee, Bo <bo@example.com>; Roe, Cy <cy@example.com>|bo@example.com cy@example.com",
                "\"Lee, Bo\" <bo@example.com>, cy@example.com|bo@example.com cy@example.com",
                "<bo@example.com>,<cy@example.com>|bo@example.com cy@example.com",
                "BO@example.com, bo@EXAMPLE.com, cy@example.com|BO@example.com cy@example.com",
            })
    void severalAreFoundOnALine(String pasted, String addresses) {
        var found = PastedAddresses.parse(pasted);

        assertThat(found.bad()).isEmpty();
        assertThat(found.addresses()).extracting(EmailAddress::typed).containsExactly(addresses.split(" "));
    }

    @Test
    void errorsNameTheLineAndTheTextAsItWasTyped() {
        var found = PastedAddresses.parse("ann@example.com\n\n  bad address ,bo@example.com\n" + "x".repeat(200));

        assertThat(found.addresses()).hasSize(2);
        assertThat(found.bad())
                .containsExactly(
                        new PastedAddresses.Bad(3, "bad address"), new PastedAddresses.Bad(4, "x".repeat(99) + "…"));
    }

    @Test
    void aRowWithoutAnAddressIsAnError() {
        assertThat(PastedAddresses.parse("Ann\tLee\tSales").bad())
                .containsExactly(new PastedAddresses.Bad(1, "Ann\tLee\tSales"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "<", "(", ",", "a,", "\t", "@", "'", "a@b,", "“", "<>,", "()", "\u200B", "<a@", " ", "\n"})
    void aMebibyteTakesNoLongerThanItsLength(String piece) {
        var text = piece.repeat((1 << 20) / piece.length());

        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> PastedAddresses.parse(text));
    }
}
