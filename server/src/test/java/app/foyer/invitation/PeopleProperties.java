package app.foyer.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.people.AccessEdit;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.Caller;
import app.foyer.people.LastAdmin;
import app.foyer.people.OrgRole;
import app.foyer.problem.Forbidden;
import app.foyer.problem.IfMatch;
import app.foyer.problem.NotFound;
import app.foyer.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// Whatever several admins do with each other and with everybody else, there is always one whose access doesn't end.
class PeopleProperties {
    private static final Map<Class<? extends Problem>, String> KNOWN = Map.of(
            LastAdmin.class, "the last admin stays",
            Forbidden.class, "not an admin",
            NotFound.class, "not in");

    enum Verb {
        PROMOTE,
        DEMOTE,
        TO_GUEST,
        END,
        END_SOON,
        UNEND,
        REMOVE,
        LEAVE,
        JOIN,
        WAIT,
        RUN_JOBS
    }

    record Step(Verb verb, int by, int of) {}

    @Provide
    Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.of(Verb.class),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void anAdminWhoseAccessDoesNotEndAlwaysStays(@ForAll("lives") List<Step> steps) {
        var scene = new Scene();
        var cast = List.of(scene.ada, scene.grace, scene.linus, scene.gil);
        var now = Scene.NOW;
        for (var step : steps) {
            var before = everything(scene);
            try {
                now = step(scene, cast, step, now);
            } catch (Problem refused) {
                assertThat(KNOWN).containsKey(refused.getClass());
                assertThat(everything(scene)).isEqualTo(before);
            }
            assertThat(lastingAdmins(scene)).as("after %s", step).isPositive();
            assertThat(grantsOfOthersThanGuests(scene)).isZero();
        }
        assertSponsored(scene, now);
    }

    private static Instant step(Scene scene, List<Acting> cast, Step step, Instant now) {
        var by = cast.get(step.by());
        var of = cast.get(step.of());
        switch (step.verb()) {
            case PROMOTE -> edit(scene, by, of, MembersTest.to(OrgRole.ADMIN), now);
            case DEMOTE -> edit(scene, by, of, MembersTest.to(OrgRole.MEMBER), now);
            case TO_GUEST -> edit(scene, by, of, MembersTest.toGuest(Scene.wish(scene.blog, AppRole.READ)), now);
            case END -> edit(scene, by, of, MembersTest.until(now.plus(Duration.ofDays(5))), now);
            case END_SOON -> edit(scene, by, of, MembersTest.until(now.plus(Duration.ofHours(5))), now);
            case UNEND -> edit(scene, by, of, MembersTest.until(null), now);
            case REMOVE -> scene.members.remove(acting(scene, by, now), id(scene, of), true, now);
            case LEAVE -> scene.members.leave(acting(scene, by, now), now);
            case JOIN -> join(scene, by, of, now);
            case WAIT -> {
                return now.plus(Duration.ofDays(1));
            }
            case RUN_JOBS -> {
                scene.ends.noteAll(now);
                scene.ends.announceAll(now);
            }
        }
        return now;
    }

    private static void edit(Scene scene, Acting by, Acting of, AccessEdit edit, Instant now) {
        scene.members.edit(acting(scene, by, now), id(scene, of), edit, IfMatch.any(), now);
    }

    private static void join(Scene scene, Acting by, Acting of, Instant now) {
        var address = app.foyer.account.EmailAddress.parse(of.member().email()).orElseThrow();
        var outcome = scene.invitations
                .invite(acting(scene, by, now), Scene.asMember(address), now)
                .getFirst();
        if (outcome instanceof Outcome.Invited(var invitation)) {
            var person = (Caller.Person) of.caller();
            scene.acceptance.accept(scene.acme.id(), invitation.id(), person, now);
        }
    }

    private static Acting acting(Scene scene, Acting known, Instant now) {
        return scene.people.acting(known.caller(), scene.acme.slug(), now);
    }

    private static String id(Scene scene, Acting known) {
        return scene.people
                .find(scene.acme.id(), known.member().account())
                .map(member -> member.id().value().toString())
                .orElse("gone");
    }

    // When somebody was last seen is noted whatever becomes of what they ask for.
    private static String everything(Scene scene) {
        scene.db
                .sql("update member set last_seen_at = null where organization_id = :o")
                .param("o", scene.acme.id().value())
                .update();
        return scene.everything(scene.acme);
    }

    private static int lastingAdmins(Scene scene) {
        return count(scene, "member where org_role = 'ADMIN' and access_ends_at is null and organization_id = :o");
    }

    private static int grantsOfOthersThanGuests(Scene scene) {
        return count(
                scene,
                "app_grant g join member m on m.organization_id = g.organization_id and m.id = g.member_id"
                        + " where m.org_role <> 'GUEST' and m.organization_id = :o");
    }

    private static int count(Scene scene, String what) {
        return scene.db
                .sql("select count(*) from " + what)
                .param("o", scene.acme.id().value())
                .query(Integer.class)
                .single();
    }

    // What nobody stands behind can't be accepted.
    private static void assertSponsored(Scene scene, Instant now) {
        var admin = scene.people.find(scene.acme.id(), scene.ada.member().account());
        var pending = Backstage.bean(InvitationListStore.class)
                .find(scene.acme.id(), InvitationSearch.all(), Optional.empty(), 50, 51, now)
                .page();
        assertThat(pending)
                .map(app.foyer.database.Cursor.Keyed::row)
                .filteredOn(i -> i.sponsored()
                        && i.invitedBy().id().equals(scene.ada.member().account()))
                .allMatch(_ -> admin.filter(m -> m.orgRole() == OrgRole.ADMIN && m.hasAccess(now))
                        .isPresent());
    }
}
