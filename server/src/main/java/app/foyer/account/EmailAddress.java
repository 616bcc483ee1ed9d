package app.foyer.account;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One e-mail address (the addr-spec of RFC 5322 and 6531, without quotes, comments and IP literals).
///
/// @param typed as somebody typed it, in normal form C
/// @param key what two spellings of one address have in common: lower case, the domain in ASCII
public record EmailAddress(String typed, String key) {
    private static final int MAX_LENGTH = 254;
    private static final Pattern UNWANTED_IN_LOCAL_PART = Pattern.compile("[\"()\\[\\]<>,;:\\\\@]");
    private static final Pattern NUMERIC_TOP_LEVEL = Pattern.compile(".*\\.[0-9]+");
    // IDNA 2003, which Java knows, reads these as other letters than today's name servers do: it would be another
    // domain.
    private static final Pattern READ_IN_TWO_WAYS = Pattern.compile("[ßẞς\u200C\u200D]");
    private static final EmailValidator VALID =
            JMail.strictValidator().disallowIpDomain().requireTopLevelDomain().disallowObsoleteWhitespace();

    public static Optional<EmailAddress> parse(String text) {
        if (text.length() > MAX_LENGTH || text.codePoints().anyMatch(c -> Unseen.is(c) || Unseen.isSpace(c))) {
            return Optional.empty();
        }
        var typed = Normalizer.normalize(text, Normalizer.Form.NFC);
        var local = typed.substring(0, Math.max(0, typed.lastIndexOf('@')));
        return asciiDomain(typed.substring(typed.lastIndexOf('@') + 1))
                .filter(domain -> isValid(local, domain))
                .map(domain -> new EmailAddress(typed, local.toLowerCase(Locale.ROOT) + "@" + domain));
    }

    /// Where its e-mails go: as typed, but to the very domain that the key names.
    public String deliverable() {
        return typed.substring(0, typed.lastIndexOf('@')) + key.substring(key.lastIndexOf('@'));
    }

    /// What stands before the `@`, as typed.
    public String localPart() {
        return typed.substring(0, typed.lastIndexOf('@'));
    }

    private static boolean isValid(String local, String domain) {
        var address = local + "@" + domain;
        return address.length() <= MAX_LENGTH
                && !UNWANTED_IN_LOCAL_PART.matcher(local).find()
                && !NUMERIC_TOP_LEVEL.matcher(domain).matches()
                && VALID.isValid(address);
    }

    private static Optional<String> asciiDomain(String domain) {
        if (READ_IN_TWO_WAYS.matcher(domain).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }
}
