package app.foyer.mail;

import app.foyer.problem.BadSetting;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How Foyer hears of e-mails that don't arrive after all.
///
/// @param mailBounceAddress `bounces@example.com`: the envelope's sender is then `bounces+TOKEN@example.com`
/// @param mailHookSecret what reports at `/hooks/mail` are signed with; unset: there is no such place
@ConfigurationProperties("foyer")
record BounceSettings(
        @Nullable String mailBounceAddress, @Nullable String mailHookSecret) {
    private static final int SHORTEST_SECRET = 32;
    // A local part holds 64 letters (RFC 5321), a plus and the token among them.
    private static final int LONGEST_NAME = 64 - 1 - VerpToken.LENGTH;

    BounceSettings {
        mailBounceAddress = set(mailBounceAddress);
        mailHookSecret = set(mailHookSecret);
        if (mailBounceAddress != null
                && !mailBounceAddress.matches("[A-Za-z0-9._-]{1," + LONGEST_NAME + "}@[A-Za-z0-9.-]+")) {
            throw new BadSetting(
                    "FOYER_MAIL_BOUNCE_ADDRESS is \"%s\": give a plain address such as bounces@example.com."
                            .formatted(mailBounceAddress));
        }
        if (mailHookSecret != null && mailHookSecret.length() < SHORTEST_SECRET) {
            throw new BadSetting(
                    "FOYER_MAIL_HOOK_SECRET is too short: give %d characters or more.".formatted(SHORTEST_SECRET));
        }
    }

    private static @Nullable String set(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    Optional<String> bounceAddress() {
        return Optional.ofNullable(mailBounceAddress);
    }

    Optional<String> hookSecret() {
        return Optional.ofNullable(mailHookSecret);
    }

    // The secret must not get into a log.
    @Override
    public String toString() {
        return "BounceSettings[mailBounceAddress=%s]".formatted(mailBounceAddress);
    }
}
