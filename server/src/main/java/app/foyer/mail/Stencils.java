package app.foyer.mail;

import app.foyer.database.Secrets;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Letters that differ in nothing but their reader's address and link, as those of one admin's invitations do. Such a
/// letter is written once, with stand-ins for the two, and copied for each reader.
@Component
public class Stencils {
    private static final int KEPT = 64;

    /// What looks the same in HTML, in plain text and in each direction of reading. Other addresses get letters of
    /// their own.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._+@-]+");

    // Nobody can guess them, so they are in nobody's name.
    private final String address = Secrets.nextText();
    private final String secret = Secrets.nextText();
    private final Cache<Common, Letter> kept =
            Caffeine.newBuilder().maximumSize(KEPT).build();
    private final Letters letters;

    Stencils(Letters letters) {
        this.letters = letters;
    }

    /// What letters have in common.
    ///
    /// @param model what the templates show besides `email` and `path`: values that equal what reads the same
    /// @param path where their links lead to, up to the secret at its end
    public record Common(
            String template,
            String subject,
            List<String> subjectArguments,
            Map<String, Object> model,
            String path,
            String language) {}

    /// @param email the reader's address
    /// @param token the secret at the end of the reader's link, in letters that are safe in URLs
    public Letter write(Common common, String email, String token) {
        if (!PLAIN.matcher(email).matches()) {
            return written(common, email, token);
        }
        var stencil = kept.get(common, _ -> written(common, address, secret));
        return new Letter(
                stencil.subject(),
                filled(stencil.text(), email, token),
                filled(stencil.html(), email, token),
                stencil.locale());
    }

    private Letter written(Common common, String email, String token) {
        var model = new HashMap<>(common.model);
        model.put("email", email);
        model.put("path", common.path + token);
        return letters.write(common.template, common.subject, common.subjectArguments, model, common.language);
    }

    private String filled(String text, String email, String token) {
        return text.replace(address, email).replace(secret, token);
    }
}
