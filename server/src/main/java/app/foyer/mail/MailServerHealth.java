package app.foyer.mail;

import app.foyer.mail.Carrier.Handover;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Whether this node reaches the mail server. Never down: e-mails wait, and everything else goes on.
@Component("mailHealthIndicator")
class MailServerHealth implements HealthIndicator {
    private final MailSettings settings;
    private volatile @Nullable Finding last;

    MailServerHealth(MailSettings settings) {
        this.settings = settings;
    }

    /// @param trouble why it is away, or null
    private record Finding(@Nullable Trouble trouble, Instant since) {
        boolean isAway() {
            return trouble != null;
        }
    }

    /// Notes how one try to hand something over went.
    void note(Handover handover, Instant now) {
        var trouble = handover instanceof Handover.Failed failed
                        && isAway(failed.trouble().cause())
                ? failed.trouble()
                : null;
        var before = last;
        last = new Finding(trouble, before != null && before.isAway() == (trouble != null) ? before.since : now);
    }

    private static boolean isAway(Trouble.Cause cause) {
        return switch (cause) {
            case CONNECT, TIMEOUT, TLS, CERTIFICATE, SIGN_IN, CONNECTION_LOST -> true;
            default -> false;
        };
    }

    @Override
    public Health health() {
        var up = Health.up();
        var found = last;
        if (settings.mailServer().isEmpty()) {
            return up.withDetail("server", "none: the mailbox stands in").build();
        }
        if (found == null) {
            return up.withDetail("server", "not tried yet").build();
        }
        up.withDetail("server", found.trouble == null ? "takes e-mails" : "away: e-mails wait");
        up.withDetail("since", found.since.toString());
        if (found.trouble != null) {
            up.withDetail("reason", found.trouble.words());
        }
        return up.build();
    }
}
