package app.foyer.organization;

import app.foyer.database.Ids;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// A name for addresses: 2 to 63 lower-case letters, digits and hyphens (a DNS label, RFC 1035, so that it can become a
/// host name), but nothing that could be an id.
public final class Slug {
    private static final Pattern GOOD = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])");

    private Slug() {}

    public static boolean isGood(String text) {
        return GOOD.matcher(text).matches() && Ids.parse(text).isEmpty();
    }

    /// A slug made from a name: “Café Checkout” becomes `cafe-checkout`. May be too short to be good.
    public static String from(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        var slug = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        return slug.substring(0, Math.min(slug.length(), 63)).replaceAll("-+$", "");
    }
}
