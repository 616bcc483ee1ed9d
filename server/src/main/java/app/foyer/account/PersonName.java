package app.foyer.account;

import java.text.Normalizer;
import java.util.Optional;

/// What a person is called: 1 to 100 characters on one line, in normal form C.
public record PersonName(String value) {
    private static final int MAX_LENGTH = 100;

    public static Optional<PersonName> parse(String text) {
        var name = Normalizer.normalize(Unseen.trim(text), Normalizer.Form.NFC);
        var length = name.codePointCount(0, name.length());
        return length >= 1 && length <= MAX_LENGTH && name.codePoints().allMatch(PersonName::isFitting)
                ? Optional.of(new PersonName(name))
                : Optional.empty();
    }

    private static boolean isFitting(int character) {
        return !Unseen.is(character) || Unseen.isJoiner(character);
    }
}
