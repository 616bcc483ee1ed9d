package app.foyer.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {

    @Test
    void aNameIsTrimmedAndInNormalForm() {
        assertThat(PersonName.parse("  Zoe\u0308 Lee \u00A0")).contains(new PersonName("Zoë Lee"));
        assertThat(PersonName.parse("👩\u200D🚀")).isPresent();
        assertThat(PersonName.parse("👩".repeat(100))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u202Eb", "a\u200Bb", "a\nb", "a\u0000b", "a\u2028b", "\u200D"})
    void thisIsNoName(String text) {
        assertThat(PersonName.parse(text)).isEmpty();
    }

    @Test
    void aNameHas100CharactersAtMost() {
        assertThat(PersonName.parse("x".repeat(101))).isEmpty();
    }
}
