package app.foyer.account;

import app.foyer.problem.BadSetting;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How people sign in.
///
/// @param signInLinkValidFor how long a link works after its e-mail was handed to the mail server
/// @param publicUrl where people reach this Foyer, without a slash at the end
/// @param smtpUrl unset: there is no mail server, and e-mails land on the mailbox page
@ConfigurationProperties("foyer")
public record SignInSettings(
        @DefaultValue("PT10M") Duration signInLinkValidFor,
        @DefaultValue Limits limits,
        URI publicUrl,
        @Nullable String smtpUrl) {

    public SignInSettings {
        BadSetting.checkTime("FOYER_SIGN_IN_LINK_VALID_FOR", signInLinkValidFor);
        publicUrl = BadSetting.checkedPublicUrl(publicUrl);
    }

    /// @param signInLinksPerAddressPerHour how many links may be asked for; 0 = no limit
    public record Limits(@DefaultValue("10") int signInLinksPerAddressPerHour) {
        public Limits {
            BadSetting.checkLimit("FOYER_LIMITS_SIGN_IN_LINKS_PER_ADDRESS_PER_HOUR", signInLinksPerAddressPerHour);
        }
    }

    public boolean isHttps() {
        return "https".equals(publicUrl.getScheme());
    }

    boolean hasMailServer() {
        return smtpUrl != null && !smtpUrl.isBlank();
    }
}
