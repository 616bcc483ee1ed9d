package app.foyer.mail;

import app.foyer.problem.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// What e-mails are signed with (DKIM, RFC 6376).
///
/// @param mailDkimKey a file with an RSA key in PEM, PKCS #8; unset: nothing is signed
/// @param mailDkimSelector which of the domain's keys it is
/// @param mailDkimDomain whose key it is; unset: the sender's domain
@ConfigurationProperties("foyer")
record DkimSettings(
        @Nullable Path mailDkimKey,
        @Nullable String mailDkimSelector,
        @Nullable String mailDkimDomain) {
    private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?";

    /// @param domain the sender's
    Optional<Dkim> signer(String domain) {
        if (mailDkimKey == null || mailDkimKey.toString().isBlank()) {
            return Optional.empty();
        }
        var selector = name("FOYER_MAIL_DKIM_SELECTOR", mailDkimSelector);
        var isOwn = mailDkimDomain == null || mailDkimDomain.isBlank();
        return Optional.of(
                new Dkim(selector, isOwn ? domain : name("FOYER_MAIL_DKIM_DOMAIN", mailDkimDomain), key(mailDkimKey)));
    }

    private static String name(String setting, @Nullable String name) {
        if (name == null || !name.strip().matches(NAME)) {
            throw new BadSetting(
                    "%s is missing or not a name as DNS has them: FOYER_MAIL_DKIM_KEY needs one.".formatted(setting));
        }
        return name.strip();
    }

    private static PrivateKey key(Path file) {
        try {
            var pem = Files.readString(file).replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "");
            var bytes = Base64.getMimeDecoder().decode(pem);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IOException | IllegalArgumentException | GeneralSecurityException unusable) {
            throw new BadSetting(("FOYER_MAIL_DKIM_KEY: %s holds no RSA key in PEM (PKCS #8) that can be read. "
                            + "openssl pkcs8 -topk8 -nocrypt turns other forms into this one.")
                    .formatted(file));
        }
    }
}
