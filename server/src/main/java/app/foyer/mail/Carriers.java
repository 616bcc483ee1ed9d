package app.foyer.mail;

import org.springframework.stereotype.Component;

/// Where letters go: to the mail server that is set, or else into the mailbox.
@Component
class Carriers {
    private final MailSettings settings;
    private final ReturnPaths returnPaths;
    private final DkimSettings dkim;
    private final MailServerHealth health;
    private final Mailbox mailbox;

    Carriers(
            MailSettings settings,
            ReturnPaths returnPaths,
            DkimSettings dkim,
            MailServerHealth health,
            Mailbox mailbox) {
        this.settings = settings;
        this.dkim = dkim;
        this.health = health;
        this.returnPaths = returnPaths;
        this.mailbox = mailbox;
    }

    /// A carrier for one more worker.
    Carrier next() {
        var mime = new Mime(settings, returnPaths, dkim);
        return settings.mailServer()
                .<Carrier>map(url -> new SmtpCarrier(new SmtpServer(url, settings.host()), mime, health))
                .orElseGet(() -> new MailboxCarrier(mailbox, mime));
    }
}
