package app.foyer.organization;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Ids;
import app.foyer.invitation.Backstage;
import app.foyer.invitation.Border;
import app.foyer.invitation.Scene;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Applications, names and plans of one organization aren't there for another.
class StoreIsolationTest {
    private final Scene scene = new Scene();
    private final Border border = new Border(scene);
    private final Application storefront = scene.storefront;
    private final ApplicationStore applications = Backstage.bean(ApplicationStore.class);
    private final OrganizationStore organizations = Backstage.bean(OrganizationStore.class);

    @Test
    void applicationsAreFoundInTheirOrganizationAlone() {
        border.finds(organization -> applications.find(organization, storefront.id()));
        border.finds(organization -> applications.find(organization, storefront.slug()));
        border.finds(organization -> applications.lock(organization, storefront.id()));
        border.finds(organization -> applications.lockAgainstGrants(organization, storefront.id()));
        border.finds(organization ->
                applications.among(organization, List.of(storefront.id().value()), List.of()));
        border.finds(organization -> applications.among(organization, List.of(), List.of(storefront.slug())));
    }

    @Test
    void applicationsAreListedInTheirOrganizationAlone() {
        var ids = List.of(storefront.id().value());

        for (var q : List.of("storefront", storefront.id().value().toString())) {
            border.finds(organization -> applications.page(search(organization, q), null, Optional.empty(), 9));
            border.finds(organization -> applications.count(search(organization, q), null, 9));
        }
        border.finds(organization -> applications.page(search(organization, ""), ids, Optional.empty(), 9));
        border.finds(organization -> applications.count(search(organization, ""), ids, 9));
    }

    private static Applications.Search search(OrganizationId organization, String q) {
        return new Applications.Search(organization, q, null);
    }

    @Test
    void applicationsAreChangedByTheirOrganizationAlone() {
        var archived = new Application(
                storefront.id(), storefront.slug(), "Shop", storefront.kind(), storefront.url(), true, 1);

        border.changes(organization -> applications.save(organization, archived, NOW));
        border.changes(organization -> applications.delete(organization, storefront.id()));
    }

    @Test
    void anApplicationIsAddedToOneOrganizationAlone() {
        var shop = new Application(
                new ApplicationId(Ids.next(NOW)), "shop", "Shop", Application.Kind.OTHER, null, false, 1);

        border.writes(organization ->
                assertThat(applications.insert(organization, shop, NOW)).isTrue());
    }

    @Test
    void anOrganizationIsFoundByItsOwnIdAlone() {
        assertThat(organizations.byId(scene.globex.id())).contains(scene.globex);
        assertThat(organizations.byIds(Set.of(scene.globex.id()))).containsExactly(scene.globex);
        assertThat(scene.transaction.<Optional<Organization>>execute(_ -> organizations.lock(scene.globex.id())))
                .contains(scene.globex);
    }

    @Test
    void savingOneOrganizationLeavesTheOtherAlone() {
        border.writes(organization -> {
            var now = organizations.byId(organization).orElseThrow();
            organizations.save(new Organization(
                    now.id(),
                    now.slug(),
                    "New",
                    now.timeZone(),
                    List.of(),
                    new Plan(7, null, null),
                    NOW,
                    now.letterhead(),
                    now.version()));
        });
    }

    @Test
    void aNewOrganizationLeavesTheOthersAlone() {
        var acme = scene.everything(scene.acme);

        var isIn = organizations.insert(like(scene.acme, scene.acme.slug() + "-two"), NOW);

        assertThat(isIn).isTrue();
        assertThat(scene.everything(scene.acme)).isEqualTo(acme);
    }

    private static Organization like(Organization o, String slug) {
        return new Organization(
                new OrganizationId(Ids.next(NOW)),
                slug,
                o.name(),
                o.timeZone(),
                List.of(),
                o.plan(),
                null,
                o.letterhead(),
                1);
    }

    @Test
    void aSlugIsTakenAndKeptByItsOrganizationAlone() {
        var slug = scene.acme.slug();

        border.finds(organization -> organizations.takeSlug(organization, slug, NOW));
        border.changes(organization -> organizations.keepSlug(organization, slug, NOW.plusSeconds(9)));
    }

    @Test
    void aLogoIsItsOrganizationsAlone() {
        var logos = Backstage.bean(LogoStore.class);
        var picture = new LogoPicture(new byte[] {1, 2, 3}, 2, 2);

        border.writes(organization -> logos.save(organization, picture));
        logos.remove(scene.globex.id());
        border.finds(organization -> logos.png(organization, picture.hash()));
        border.finds(organization -> logos.pngs(List.of(organization)));
        border.changes(logos::remove);
    }
}
