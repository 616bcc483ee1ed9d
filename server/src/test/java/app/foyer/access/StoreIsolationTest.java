package app.foyer.access;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.invitation.Border;
import app.foyer.invitation.Scene;
import app.foyer.organization.Application;
import app.foyer.organization.OrganizationId;
import app.foyer.people.AppRole;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nobody who is in one organization has access to anything by another's id.
class StoreIsolationTest {
    private final Scene scene = new Scene();
    private final Border border = new Border(scene);
    private final AccessStore store = new AccessStore(scene.db);

    @BeforeEach
    void gilWritesOnTheStorefront() {
        scene.grant(scene.gil, scene.storefront, AppRole.WRITE);
    }

    @Test
    void whoeverHasAccessIsListedInTheirOrganizationAlone() {
        assertThat(holders(scene.globex.id())).extracting(Holder::name).containsExactly("Hank");
        assertThat(holders(scene.acme.id())).extracting(Holder::name).containsExactly("Ada", "Grace", "Linus", "Gil");
    }

    private List<Holder> holders(OrganizationId organization) {
        return store.holders(organization, scene.storefront.id(), HolderPlace.FIRST, 9, NOW).stream()
                .map(keyed -> keyed.row())
                .toList();
    }

    @Test
    void whoeverHasAccessIsCountedInTheirOrganizationAlone() {
        assertThat(store.count(scene.globex.id(), scene.storefront.id(), 9, NOW))
                .isOne();
        assertThat(store.count(scene.acme.id(), scene.storefront.id(), 9, NOW)).isEqualTo(4);
    }

    @Test
    void anApplicationIsInUseInItsOrganizationAlone() {
        border.finds(organization -> inUse(organization, scene.storefront));
    }

    @Test
    void anApplicationIsPromisedInItsOrganizationAlone() {
        scene.promise(scene.blog);

        border.finds(organization -> inUse(organization, scene.blog));
    }

    private Set<UUID> inUse(OrganizationId organization, Application application) {
        return store.inUse(organization, List.of(application.id().value()), NOW);
    }
}
