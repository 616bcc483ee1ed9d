package app.foyer.mail;

import static app.foyer.invitation.Scene.NOW;

import app.foyer.invitation.Backstage;
import app.foyer.invitation.Border;
import app.foyer.invitation.Scene;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// An e-mail that one organization sends isn't another's.
class StoreIsolationTest {
    private final Border border = new Border(new Scene());
    private final MailQueue queue = Backstage.bean(MailQueue.class);

    @Test
    void anEmailIsQueuedForOneOrganizationAlone() {
        var mail = new MailQueue.NewMail(UUID.randomUUID(), "ann@acme.test");

        border.writes(organization -> queue.enqueue("invitation", organization.value(), List.of(mail), NOW));
    }
}
