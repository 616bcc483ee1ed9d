package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.database.Secrets;
import app.foyer.problem.BadSetting;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Return paths name their e-mail, and nobody else makes any.
class VerpTokenTest {
    private static final byte[] KEY = Secrets.next();
    private final ReturnPaths paths = new ReturnPaths(new BounceSettings("bounces@foyer.example", null), KEY);

    @Test
    void aReturnPathNamesItsMailInAnyCase() {
        var ids = Stream.concat(
                Stream.of(new UUID(0, 0), new UUID(-1, -1)),
                Stream.generate(UUID::randomUUID).limit(500));

        assertThat(ids).allSatisfy(id -> {
            var path = paths.of(id).orElseThrow();
            assertThat(path).matches("bounces\\+[0-9a-v]{42}@foyer\\.example");
            assertThat(path.indexOf('@')).isLessThanOrEqualTo(64);
            assertThat(paths.mail(path)).contains(id);
            assertThat(paths.mail(path.toUpperCase(Locale.ROOT))).contains(id);
        });
    }

    @Test
    void aReturnPathThatSomebodyMadeUpNamesNothing() {
        var id = UUID.randomUUID();
        var other = new ReturnPaths(new BounceSettings("bounces@foyer.example", null), Secrets.next());

        assertThat(paths.mail(other.of(id).orElseThrow())).isEmpty();
        var path = paths.of(id).orElseThrow();
        for (var at = 8; at < path.indexOf('@'); at++) {
            var changed = path.substring(0, at) + (path.charAt(at) == '0' ? '1' : '0') + path.substring(at + 1);
            assertThat(paths.mail(changed)).as(changed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "+@",
                "bounces@foyer.example",
                "bounces+@foyer.example",
                "bounces+zz@foyer.example",
                "a@b+c",
                "bounces+vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv@foyer.example"
            })
    void anAddressOfAnotherFormNamesNothing(String address) {
        assertThat(paths.mail(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bounces", "b+c@foyer.example", "bo unces@foyer.example", "a-name-of-22-characters@x.test"})
    void aBounceAddressThatCannotCarryTokensIsRefusedAtStart(String address) {
        assertThatExceptionOfType(BadSetting.class).isThrownBy(() -> new BounceSettings(address, null));
    }

    @Test
    void aShortSecretIsRefusedAtStart() {
        assertThatExceptionOfType(BadSetting.class).isThrownBy(() -> new BounceSettings(null, "short"));
    }
}
