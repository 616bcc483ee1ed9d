package app.foyer.mail;

import java.text.Bidi;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names within sentences, where the directions of two scripts may meet: isolated (Unicode UAX #9), so that a name
/// neither turns its sentence around nor is turned around by it.
final class Isolated {
    private static final char FIRST_STRONG = '\u2068';
    private static final char POP = '\u2069';

    /// Such as `Acme Inc.`.
    private static final Pattern STOPPED = Pattern.compile("(?s).*[\\p{L}\\p{N}]\\.");

    /// What stands in for names in sentences whose names get an element of their own.
    private static final Pattern PLACE = Pattern.compile("‹[0-9t]›");

    private Isolated() {}

    /// The arguments of a sentence. Where nothing can be turned around they stay as they are.
    static Object @Nullable [] in(Locale language, Object @Nullable [] arguments) {
        if (arguments == null) {
            return null;
        }
        var turned = Languages.language(Languages.of(language.toLanguageTag()))
                .direction()
                .equals("rtl");
        var isolated = arguments.clone();
        for (var i = 0; i < isolated.length; i++) {
            if (isolated[i] instanceof String text) {
                isolated[i] = of(text, turned);
            }
        }
        return isolated;
    }

    /// A sentence that ends with a name that ends with a full stop needs no other.
    static String stoppedOnce(String sentence, Object @Nullable [] arguments) {
        var once = sentence;
        for (var argument : arguments == null ? new Object[0] : arguments) {
            if (argument instanceof String name && STOPPED.matcher(name).matches()) {
                once = once.replace(name + POP + ".", name + POP).replace(name + ".", name);
            }
        }
        return once;
    }

    private static String of(String text, boolean turned) {
        return (turned || Bidi.requiresBidi(text.toCharArray(), 0, text.length()))
                        && !text.isEmpty()
                        && !PLACE.matcher(text).matches()
                ? FIRST_STRONG + text + POP
                : text;
    }
}
