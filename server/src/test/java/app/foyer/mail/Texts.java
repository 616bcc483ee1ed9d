package app.foyer.mail;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/// A file of texts in one language, as it lies there.
public final class Texts {
    private Texts() {}

    /// @param language a BCP 47 tag; `en` for the file that others translate
    public static Map<String, String> of(String file, String language) {
        var path = "/messages/" + file + (language.equals("en") ? "" : "_" + language) + ".properties";
        var properties = new Properties();
        try (var in = Objects.requireNonNull(Texts.class.getResourceAsStream(path), path)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        var texts = new TreeMap<String, String>();
        properties.forEach((key, text) -> texts.put(key.toString(), text.toString()));
        return texts;
    }
}
