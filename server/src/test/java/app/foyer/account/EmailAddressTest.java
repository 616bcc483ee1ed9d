package app.foyer.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "ann@example.com, ann@example.com",
        "Ann.Lee@Example.COM, ann.lee@example.com",
        "o'brien@example.com, o'brien@example.com",
        "first+tag@example.com, first+tag@example.com",
        "müï@example.com, müï@example.com",
        "MÜÏ@example.com, müï@example.com",
        "info@bücher.example, info@xn--bcher-kva.example",
        "info@BÜCHER.example, info@xn--bcher-kva.example",
        "info@xn--bcher-kva.example, info@xn--bcher-kva.example",
        "a@b.co, a@b.co",
        "ann@sub.sub.example.museum, ann@sub.sub.example.museum",
        "mi\u212Ae@example.com, mike@example.com",
    })
    void anAddressHasAKey(String typed, String key) {
        assertThat(EmailAddress.parse(typed)).map(EmailAddress::key).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "@",
                "ann@",
                "@example.com",
                "ann@example",
                "ann@@example.com",
                "ann@exam_ple.com",
                "ann@-example.com",
                "ann@example-.com",
                "ann@example..com",
                "ann@.example.com",
                "ann@example.com.",
                ".ann@example.com",
                "ann.@example.com",
                "an..n@example.com",
                "ann lee@example.com",
                "ann@exam ple.com",
                "ann@[127.0.0.1]",
                "ann@127.0.0.1",
                "ann@example.123",
                "\"ann lee\"@example.com",
                "ann(x)@example.com",
                "ann@example.com(x)",
                "<ann@example.com>",
                "ann@example.com,bo@example.com",
                "ann\u200B@example.com",
                "ann@exam\u200Bple.com",
                "ann\u202E@example.com",
                "ann\u0000@example.com",
                "ann\n@example.com",
                "ann\uD800@example.com",
                "ann@straße.example",
                " ann@example.com",
                "ann\u00A0@example.com",
                "ann@exa\tmple.com",
                "a\\b@example.com"
            })
    void thisIsNoAddress(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void anAddressHas254CharactersAtMost() {
        var domain = ("a".repeat(60) + ".").repeat(3) + "com";

        assertThat(EmailAddress.parse("x".repeat(254 - domain.length() - 1) + "@" + domain))
                .isEmpty();
        assertThat(EmailAddress.parse("x".repeat(64) + "@" + domain)).isPresent();
        assertThat(EmailAddress.parse("x@" + ("a".repeat(49) + ".").repeat(5) + "co"))
                .isPresent();
        assertThat(EmailAddress.parse("x@" + ("a".repeat(49) + ".").repeat(5) + "com"))
                .isEmpty();
    }

    @Test
    void itsEMailsGoToTheDomainThatTheKeyNames() {
        var address = EmailAddress.parse("Info@Bücher.example").orElseThrow();

        assertThat(address.typed()).isEqualTo("Info@Bücher.example");
        assertThat(address.deliverable()).isEqualTo("Info@xn--bcher-kva.example");
    }

    @Property(tries = 500)
    void theKeyIsTheSameHoweverTheAddressIsSpelled(@ForAll("addresses") String text) {
        var key = EmailAddress.parse(text).map(EmailAddress::key).orElseThrow();

        assertThat(EmailAddress.parse(key)).map(EmailAddress::key).contains(key);
        assertThat(EmailAddress.parse(text.toUpperCase(Locale.ROOT)))
                .map(EmailAddress::key)
                .contains(key);
        assertThat(EmailAddress.parse(text.toLowerCase(Locale.ROOT)))
                .map(EmailAddress::key)
                .contains(key);
    }

    @Provide
    Arbitrary<String> addresses() {
        var local = Arbitraries.strings()
                .withChars("abcXYZ019+-_'äÖéñ")
                .ofMinLength(1)
                .ofMaxLength(40);
        var label = Arbitraries.strings().withChars("abcXYZäÖé").ofMinLength(1).ofMaxLength(12);
        var topLevel = Arbitraries.of("com", "EXAMPLE", "co.uk", "museum");
        return Combinators.combine(local, label, topLevel).as((l, d, t) -> l + "@" + d + "." + t);
    }
}
