package app.foyer.mail;

import static app.foyer.invitation.Scene.NOW;

import app.foyer.invitation.Backstage;
import app.foyer.invitation.Border;
import app.foyer.invitation.Scene;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// An e-mail that one organization sends isn't another's.
class StoreIsolationTest {
    private final Border border = new Border(new Scene());
    private final MailQueue queue = Backstage.bean(MailQueue.class);
    private final SuppressionStore suppressions = Backstage.bean(SuppressionStore.class);

    @Test
    void anEmailIsQueuedForOneOrganizationAlone() {
        var mail = new MailQueue.NewMail(UUID.randomUUID(), "ann@acme.test");

        border.writes(organization -> queue.enqueue("invitation", organization.value(), List.of(mail), NOW));
    }

    @Test
    void anAddressIsSuppressedInOneOrganizationAlone() {
        var ann = suppression();

        border.writes(organization -> suppressions.add(organization.value(), suppression()));
        suppressions.add(acme(), ann);
        border.finds(organization -> suppressions.page(organization.value(), Optional.empty(), 200).stream()
                .filter(keyed -> keyed.row().equals(ann))
                .toList());
        border.finds(organization -> suppressions.among(organization.value(), List.of(ann.address())));
        border.changes(organization -> suppressions.remove(organization.value(), ann.id()));
    }

    @Test
    void suppressedAddressesAreCountedInTheirOrganizationAlone() {
        suppressions.add(acme(), suppression());

        border.finds(organization -> suppressions.count(organization.value(), 9));
    }

    private UUID acme() {
        return border.scene().acme.id().value();
    }

    private static Suppression suppression() {
        var id = UUID.randomUUID();
        return new Suppression(id, "ann-" + id + "@acme.test", Bounce.Kind.HARD, "550 no such user", NOW);
    }
}
