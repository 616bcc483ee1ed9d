package app.foyer.mail;

import org.springframework.stereotype.Component;

/// Where letters go: to the mail server that is set, or else into the mailbox.
@Component
class Carriers {
    private final MailSettings settings;
    private final Mailbox mailbox;

    Carriers(MailSettings settings, Mailbox mailbox) {
        this.settings = settings;
        this.mailbox = mailbox;
    }

    /// A carrier for one more worker.
    Carrier next() {
        var mime = new Mime(settings);
        return settings.mailServer()
                .<Carrier>map(url -> new SmtpCarrier(new SmtpServer(url, settings.host()), mime))
                .orElseGet(() -> new MailboxCarrier(mailbox, mime));
    }
}
