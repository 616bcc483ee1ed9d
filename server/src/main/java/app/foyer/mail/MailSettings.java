package app.foyer.mail;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How e-mails leave.
///
/// @param smtpUrl `smtp://user:secret@host:587` or `smtps://…`; unset: the mailbox page stands in
/// @param mailFrom the sender, such as `Foyer <foyer@example.com>`
/// @param mailRetry how long to wait before each further try; the last one repeats
/// @param publicUrl where people reach this Foyer, without a slash at the end; links in e-mails begin with it
@ConfigurationProperties("foyer")
public record MailSettings(
        @Nullable String smtpUrl,
        @DefaultValue("Foyer <foyer@localhost>") String mailFrom,
        @DefaultValue({"PT1M", "PT5M", "PT15M", "PT1H"}) List<Duration> mailRetry,
        URI publicUrl) {}
