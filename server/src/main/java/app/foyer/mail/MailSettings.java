package app.foyer.mail;

import app.foyer.problem.BadSetting;
import java.net.IDN;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How e-mails leave.
///
/// @param smtpUrl `smtp://user:secret@host:587` or `smtps://…`; unset: the mailbox page stands in
/// @param mailFrom the sender, such as `Foyer <foyer@example.com>`
/// @param mailRetry how long to wait before each further try; the last one repeats
/// @param mailGiveUpAfter how long an e-mail is tried before it counts as failed
/// @param publicUrl where people reach this Foyer, without a slash at the end; links in e-mails begin with it
@ConfigurationProperties("foyer")
public record MailSettings(
        @Nullable String smtpUrl,
        @DefaultValue("Foyer <foyer@localhost>") String mailFrom,
        @DefaultValue({"PT1M", "PT5M", "PT15M", "PT1H"}) List<Duration> mailRetry,
        @DefaultValue("P3D") Duration mailGiveUpAfter,
        URI publicUrl) {

    public MailSettings {
        mailRetry = mailRetry.isEmpty() ? List.of(Duration.ofMinutes(1)) : List.copyOf(mailRetry);
        mailRetry.forEach(wait -> BadSetting.checkTime("FOYER_MAIL_RETRY", wait));
        BadSetting.checkTime("FOYER_MAIL_GIVE_UP_AFTER", mailGiveUpAfter);
        publicUrl = BadSetting.checkedPublicUrl(publicUrl);
    }

    /// The mail server to use, if one is set.
    Optional<SmtpUrl> mailServer() {
        return Optional.ofNullable(smtpUrl).filter(url -> !url.isBlank()).map(SmtpUrl::parse);
    }

    /// When an e-mail that has been tried `attempts` times is tried again.
    Instant nextTry(int attempts, Instant now) {
        return now.plus(mailRetry.get(Math.clamp(attempts, 1, mailRetry.size()) - 1));
    }

    /// The name that this Foyer goes by among mail servers.
    String host() {
        return Optional.ofNullable(publicUrl.getHost()).map(IDN::toASCII).orElse("localhost");
    }

    // The mail server's secret must not get into a log.
    @Override
    public String toString() {
        return "MailSettings[mailFrom=%s, mailRetry=%s, publicUrl=%s]".formatted(mailFrom, mailRetry, publicUrl);
    }
}
