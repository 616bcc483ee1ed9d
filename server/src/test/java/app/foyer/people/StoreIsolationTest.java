package app.foyer.people;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.invitation.Backstage;
import app.foyer.invitation.Border;
import app.foyer.invitation.Scene;
import app.foyer.organization.ApplicationGone;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Members, their grants, places and ends of access in one organization aren't there for another.
class StoreIsolationTest {
    private static final Instant TOMORROW = NOW.plusSeconds(86_400);

    private final Scene scene = new Scene();
    private final Border border = new Border(scene);
    private final Member linus = scene.linus.member();
    private final Member gil = scene.gil.member();
    private final MemberStore members = Backstage.bean(MemberStore.class);
    private final PeopleStore people = Backstage.bean(PeopleStore.class);
    private final MemberWords words = Backstage.bean(MemberWords.class);
    private final PlaceStore places = Backstage.bean(PlaceStore.class);
    private final AccessEndStore ends = Backstage.bean(AccessEndStore.class);
    private final GrantStore grants = Backstage.bean(GrantStore.class);
    private final NoticeStore notices = Backstage.bean(NoticeStore.class);
    private final DigestStore digests = Backstage.bean(DigestStore.class);

    @Test
    void membersAreFoundInTheirOrganizationAlone() {
        border.finds(organization -> members.find(organization, linus.id()));
        border.finds(organization -> members.find(organization, linus.account()));
        border.finds(organization -> members.hold(organization, linus.account()));
    }

    @Test
    void theMembersHeldAreTheOrganizationsOwn() {
        assertThat(held(scene.globex.id())).containsExactly(scene.hank.member().id());
        assertThat(held(scene.acme.id()))
                .hasSize(3)
                .contains(linus.id(), scene.ada.member().id());
    }

    private List<MemberId> held(OrganizationId organization) {
        return scene.transaction.execute(_ -> members.hold(organization, linus.id())).stream()
                .map(Held.Row::id)
                .toList();
    }

    @Test
    void membersAreChangedByTheirOrganizationAlone() {
        var promoted = linus.with(Access.of(OrgRole.ADMIN, List.of()));

        border.changes(organization -> members.seen(organization, linus.id(), TOMORROW));
        border.changes(organization -> members.save(organization, linus, promoted));
        border.changes(organization -> members.delete(organization, linus.id()));
    }

    @Test
    void whoeverComesInIsInOneOrganizationAlone() {
        var nora = nora(Access.of(OrgRole.MEMBER, List.of()));

        border.writes(
                organization -> assertThat(members.put(organization, nora)).contains(nora.id()));
    }

    @Test
    void whoeverComesBackIsBackInOneOrganizationAlone() {
        scene.grant(scene.gil, scene.storefront, AppRole.WRITE);
        scene.endAccess(scene.acme, gil.id(), NOW);

        border.writes(organization -> assertThat(members.put(organization, gil)).isPresent());
        assertThat(members.find(scene.acme.id(), gil.id())).hasValueSatisfying(back -> {
            assertThat(back.accessEndsAt()).isNull();
            assertThat(back.appGrants()).isEmpty();
        });
    }

    @Test
    void grantsAreGivenFoundAndTakenInTheirOrganizationAlone() {
        var granted = gil.with(onTheStorefront());

        border.refuses(ApplicationGone.class, organization -> members.save(organization, gil, granted));
        border.finds(organization -> grants.anyOn(organization, scene.storefront.id()));
        border.finds(
                organization -> grants.ofMembers(organization, List.of(gil.id().value())));
        border.finds(organization -> people.page(organization, guestsOnTheStorefront(), Optional.empty(), 9));
        border.changes(organization -> members.save(organization, granted, gil));
    }

    @Test
    void nobodyComesInWithAGrantOnAnotherOrganizationsApplication() {
        var nora = nora(onTheStorefront());

        border.refuses(ApplicationGone.class, organization -> members.put(organization, nora));
    }

    private Member nora(Access access) {
        var nora = scene.account("Nora", scene.address("nora"));
        return new Member(new MemberId(UUID.randomUUID()), nora.id(), nora.name(), nora.email(), access, NOW, null, 1);
    }

    private Access onTheStorefront() {
        var a = scene.storefront;
        var grant = new AppGrant(new AppGrant.Granted(a.id(), a.slug(), a.name()), AppRole.WRITE, null);
        return Access.of(OrgRole.GUEST, List.of(grant));
    }

    private PeopleSearch guestsOnTheStorefront() {
        return new PeopleSearch(
                "", Optional.of(OrgRole.GUEST), Optional.of(scene.storefront.id()), PeopleSearch.Sort.NAME);
    }

    @Test
    void onlyAnOrganizationsOwnMembersTakeItsSeats() {
        assertThat(members.seatsUsed(scene.globex.id(), NOW)).isOne();
        assertThat(members.seatsUsed(scene.acme.id(), NOW)).isEqualTo(4);
        assertThat(members.seatsUsed(Set.of(scene.globex.id()), NOW)).containsOnlyKeys(scene.globex.id());
    }

    @Test
    void membersAreListedInTheirOrganizationAlone() {
        for (var sort : PeopleSearch.Sort.values()) {
            var byName = new PeopleSearch("linus", Optional.empty(), Optional.empty(), sort);
            border.finds(organization -> people.page(organization, byName, Optional.empty(), 9));
            border.finds(organization ->
                    people.find(organization, byName, Optional.empty(), 9, 99).page());
            border.finds(organization -> people.count(organization, byName, 9));
        }
        border.finds(organization -> words.find(
                        organization,
                        new PeopleSearch("linus", Optional.empty(), Optional.empty(), PeopleSearch.Sort.NAME),
                        Optional.empty(),
                        9,
                        99)
                .orElseThrow()
                .page());
    }

    @Test
    void whoeverReachesAnApplicationIsListedInItsOrganizationAlone() {
        scene.grant(scene.gil, scene.storefront, AppRole.WRITE);
        var reaching =
                new PeopleSearch("", Optional.empty(), Optional.of(scene.storefront.id()), PeopleSearch.Sort.NAME);

        assertThat(people.page(scene.globex.id(), reaching, Optional.empty(), 9))
                .extracting(keyed -> keyed.row().id())
                .containsExactly(scene.hank.member().id());
        assertThat(people.count(scene.acme.id(), reaching, 9)).isEqualTo(4);
    }

    @Test
    void aPlaceIsInOneOrganizationAlone() {
        var account = linus.account();

        border.finds(organization -> places.places(account, organization, Optional.empty(), 9, NOW));
        border.finds(organization -> places.countPlaces(account, organization, 9, NOW));
        border.finds(organization -> places.place(organization.value().toString(), account, NOW));
        assertThat(places.place(scene.globex.slug(), account, NOW)).isEmpty();
        assertThat(places.place(scene.acme.slug(), account, NOW)).isPresent();
    }

    @Test
    void endsOfAccessAreNotedAndToldInTheirOrganizationAlone() {
        scene.endAccess(scene.acme, linus.id(), TOMORROW);

        border.finds(organization -> ends.claimEnding(organization, linus.id(), NOW, TOMORROW));
        border.changes(organization -> ends.noted(organization, linus.id()));
    }

    @Test
    void onlyAnOrganizationsOwnPeopleReadItsNotices() {
        var hank = scene.hank.member();

        assertThat(notices.admins(scene.globex.id(), NOW))
                .containsOnlyKeys(hank.account().value());
        assertThat(notices.admins(scene.acme.id(), NOW)).hasSize(2);
        assertThat(notices.readers(scene.acme.id(), List.of(hank.account().value()), NOW)
                        .get(hank.account().value()))
                .satisfies(reader -> assertThat(reader.member()).isNull());
    }

    @Test
    void noticesAreChosenWrittenAndForgottenInTheirOrganizationAlone() {
        var letter = UUID.randomUUID();
        var notice = new Notices.Notice(
                scene.ada.member().account().value(), linus.id().value(), "linus", null);

        border.changes(
                organization -> notices.choose(organization, scene.ada.member().id(), NoticePace.DAILY));
        border.writes(organization -> notices.insert(
                organization, NoticeKind.ACCESS_ENDING, List.of(new NoticeStore.Written(notice, null)), NOW));
        notices.insert(
                scene.acme.id(), NoticeKind.ACCESS_ENDING, List.of(new NoticeStore.Written(notice, letter)), NOW);
        border.changes(organization -> digests.forget(Map.of(letter, organization)));
    }
}
