package app.foyer.audit;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Ids;
import app.foyer.invitation.Backstage;
import app.foyer.invitation.Border;
import app.foyer.invitation.Scene;
import app.foyer.organization.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Events of one organization aren't there for another, nor are their places in its chain.
class StoreIsolationTest {
    private final Scene scene = new Scene();
    private final Border border = new Border(scene);
    private final UUID acme = scene.acme.id().value();
    private final UUID globex = scene.globex.id().value();
    private final AuditReader reader = Backstage.bean(AuditReader.class);
    private final AuditActors actors = Backstage.bean(AuditActors.class);
    private final AuditLog log = Backstage.bean(AuditLog.class);
    private final SealStore store = new SealStore(scene.db);
    private final Seals seals = Backstage.bean(Seals.class);

    private final AuditSearch theStorefront = new AuditSearch("", "", "storefront", null, null);

    @Test
    void eventsAreReadInTheirOrganizationAlone() {
        var event = page(scene.acme.id()).getFirst().id();

        border.finds(organization -> reader.find(organization.value(), event));
        border.finds(this::page);
        border.finds(organization -> reader.count(organization.value(), theStorefront, 9));
        border.finds(organization -> {
            var found = new ArrayList<>();
            reader.each(organization.value(), theStorefront, found::add);
            return found;
        });
    }

    @Test
    void actorsAreKnownInTheirOrganizationAlone() {
        scene.transaction.executeWithoutResult(_ -> log.write(acme, Ledger.event("ann@acme.test"), NOW));

        border.finds(
                organization -> actors.named(organization.value(), "moreau").orElseThrow());
        seals.seal(acme, NOW);
        border.finds(
                organization -> actors.named(organization.value(), "moreau").orElseThrow());
    }

    private List<RecordedEvent> page(OrganizationId organization) {
        return reader.page(organization.value(), theStorefront, Optional.empty(), 9)
                .rows();
    }

    @Test
    void eventsAreWrittenDownInOneOrganizationAlone() {
        var event = Ledger.event("ann@acme.test");

        border.writes(organization -> log.write(organization.value(), event, NOW));
        border.writes(organization -> log.write(organization.value(), List.of(event, event), NOW));
    }

    @Test
    void eventsAreSealedInTheirOrganizationAlone() {
        border.writes(organization -> seals.seal(organization.value(), NOW));
    }

    @Test
    void whoeverSealsOneKeepsNobodyFromTheOther() {
        border.locks(
                organization -> assertThat(store.tryLock(organization.value())).isTrue());
    }

    @Test
    void eventsWaitInTheirOrganizationAlone() {
        border.finds(organization -> waiting(organization).stream()
                .filter(seal -> reader.find(acme, seal.event()).isPresent())
                .toList());
        seals.seal(acme, NOW);

        assertThat(store.waiting(acme)).isZero();
        assertThat(store.waiting(globex)).isPositive();
    }

    @Test
    void theNextEventsToSealAreTheOrganizationsOwn() {
        var later = NOW.plusSeconds(9);
        scene.transaction.executeWithoutResult(_ -> log.write(acme, Ledger.event("ann@acme.test"), later));

        var none = SealStore.Seal.NONE;
        assertThat(reader.find(
                        globex,
                        store.next(globex, none, none.event(), later, 99).last()))
                .isPresent();
        assertThat(reader.find(
                        acme, store.next(acme, none, none.event(), later, 99).last()))
                .isPresent();
    }

    private List<SealStore.Seal> waiting(OrganizationId organization) {
        return store.next(organization.value(), SealStore.Seal.NONE, SealStore.Seal.NONE.event(), NOW, 99)
                .seals();
    }

    @Test
    void eachOrganizationHasAChainOfItsOwn() {
        seals.seal(acme, NOW);

        assertThat(store.head(globex)).isEqualTo(SealStore.Seal.NONE);
        assertThat(store.head(acme).seq()).isPositive();
        var place = new SealStore.Seal(99, Ids.next(NOW), Chain.BEGINNING);
        border.writes(organization -> store.put(organization.value(), List.of(place), NOW));
    }

    @Test
    void anEventThatWaitsInOneIsNotTakenOffTheListByTheOther() {
        var waiting = waiting(scene.acme.id());

        scene.transaction.executeWithoutResult(_ -> store.put(globex, waiting, NOW));

        assertThat(store.waiting(acme)).isEqualTo(waiting.size());
    }

    @Test
    void aFlawIsFoundInItsOrganizationAlone() {
        seals.seal(acme, NOW);
        seals.seal(globex, NOW);
        scene.db
                .sql("""
                insert into audit_event (organization_id, id, at, action, actor_type, actor_name, target_type, target_name)
                values (:acme, :id, :at::timestamptz, 'token.created', 'SYSTEM', 'Foyer', 'token', 'CI')
                """)
                .param("acme", acme)
                .param("id", Ids.next(NOW))
                .param("at", NOW.toString())
                .update();
        scene.db
                .sql("insert into audit_unsealed (organization_id, event_id) values (:acme, :id)")
                .param("acme", acme)
                .param("id", Ids.next(NOW))
                .update();
        var sealed = store.head(acme);
        scene.db
                .sql(
                        "insert into audit_seal select organization_id, seq + 2, gen_random_uuid(), sealed_at, hash from audit_seal"
                                + " where organization_id = :acme and seq = :seq")
                .param("acme", acme)
                .param("seq", sealed.seq())
                .update();

        border.finds(organization -> store.stray(organization.value()));
        border.finds(organization -> store.lost(organization.value()));
        border.finds(organization -> store.walk(organization.value(), new ChainWalk(null)));
        assertThat(seals.verify(globex, null).intact()).isTrue();
    }
}
