package app.foyer.people;

import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.audit.Target;
import app.foyer.database.Ids;
import app.foyer.problem.IfMatch;
import app.foyer.problem.NotFound;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What is done with people who are in: their access is changed, they are removed, they leave. Each verb is one
/// transaction, and none takes an organization its last admin.
@Component
public class Members {
    private final MemberStore store;
    private final PlaceStore places;
    private final AccessWishes wishes;
    private final AccessEnds ends;
    private final MemberNotices notices;
    private final Seats seats;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    Members(
            MemberStore store,
            PlaceStore places,
            AccessWishes wishes,
            AccessEnds ends,
            MemberNotices notices,
            Seats seats,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.store = store;
        this.places = places;
        this.wishes = wishes;
        this.ends = ends;
        this.notices = notices;
        this.seats = seats;
        this.audit = audit;
        this.events = events;
    }

    /// Changes a member's access.
    ///
    /// @param condition which version the edit is meant for
    @Transactional
    public Member edit(Acting acting, String id, AccessEdit edit, IfMatch condition, Instant now) {
        acting.require(Permission.MANAGE_PEOPLE);
        var organization = seats.hold(acting.organization());
        var held = hold(acting, parse(id), now);
        var before = find(acting, parse(id));
        condition.require(before.version());
        var access = wishes.edited(organization.id(), before.access(), edit, now);
        if (access.equals(before.access())) {
            return before;
        }
        if (before.access().isLastingAdmin() && !access.isLastingAdmin()) {
            held.requireAnotherAdminThan(before.id());
        }
        if (!before.hasAccess(now) && !access.isOver(now)) {
            seats.checkOneMore(organization, now);
            if (held.get(before.id()).endIsToBeNoted(now)) {
                ends.note(organization.id(), before, now);
            }
        }
        var after = before.with(access);
        store.save(organization.id(), before, after);
        var details = Map.of("before", before.access().details(), "after", access.details());
        record(acting, "member.edited", after, details, now);
        if (before.orgRole() == OrgRole.ADMIN && access.orgRole() != OrgRole.ADMIN) {
            events.publishEvent(new NoLongerAdmin(organization.id(), before.account(), now));
        }
        ends.announceIfNear(organization.id(), after.id(), access, now);
        notices.edited(acting, before, access, now);
        return after;
    }

    /// Takes a member's place away. Removing oneself is leaving.
    ///
    /// @param cancelInvitations whether the invitations to their addresses are canceled too
    @Transactional
    public void remove(Acting acting, String id, boolean cancelInvitations, Instant now) {
        remove(acting, id, cancelInvitations, IfMatch.any(), now);
    }

    @Transactional
    public void remove(Acting acting, String id, boolean cancelInvitations, IfMatch condition, Instant now) {
        acting.require(Permission.MANAGE_PEOPLE);
        var member = parse(id);
        var held = hold(acting, member, now);
        var before = find(acting, member);
        condition.require(before.version());
        var left = acting.isSelf(member);
        takeAway(acting, held, before, left ? "member.left" : "member.removed", cancelInvitations, now);
    }

    @Transactional
    public void leave(Acting acting, Instant now) {
        acting.require(Permission.LEAVE);
        var own = acting.member().id();
        var held = new Held(store.hold(acting.organization().id(), own));
        takeAway(acting, held, find(acting, own), "member.left", false, now);
    }

    /// Leaves every organization, suspended ones and those where access has ended included, as goes with the end of an
    /// account. Whoever calls this keeps the account from getting into others meanwhile.
    ///
    /// @throws LastAdmin naming the organizations that would be without an admin; then nothing has been left
    @Transactional
    public void leaveAll(Caller.Person person, Instant now) {
        var left = places.places(person.id()).stream()
                .sorted(Comparator.comparing(place -> place.organization().id().value()))
                .map(place -> standing(person, place))
                .flatMap(Optional::stream)
                .toList();
        var withoutAdmin = left.stream()
                .filter(Standing::isLastAdmin)
                .map(standing -> standing.acting().organization().name())
                .toList();
        if (!withoutAdmin.isEmpty()) {
            throw new LastAdmin(withoutAdmin);
        }
        for (var standing : left) {
            takeAway(standing.acting(), standing.held(), standing.acting().member(), "member.left", false, now);
        }
    }

    /// A place that nobody else changes meanwhile.
    private record Standing(Acting acting, Held held) {
        boolean isLastAdmin() {
            var member = acting.member();
            return member.access().isLastingAdmin() && !held.hasAnotherAdminThan(member.id());
        }
    }

    // Empty when an admin was quicker to remove them.
    private Optional<Standing> standing(Caller.Person person, Place place) {
        var organization = place.organization();
        var held = new Held(store.hold(organization.id(), place.member().id()));
        return store.find(organization.id(), place.member().id())
                .map(member -> new Standing(new Acting(organization, member, person), held));
    }

    private void takeAway(
            Acting acting, Held held, Member member, String action, boolean cancelInvitations, Instant now) {
        var organization = acting.organization().id();
        if (member.access().isLastingAdmin()) {
            held.requireAnotherAdminThan(member.id());
        }
        store.delete(organization, member.id());
        notices.gone(acting, member, now);
        record(acting, action, member, Map.of("before", member.access().details()), now);
        if (member.orgRole() == OrgRole.ADMIN) {
            events.publishEvent(new NoLongerAdmin(organization, member.account(), now));
        }
        events.publishEvent(new MemberGone(
                organization,
                member.account(),
                cancelInvitations,
                acting.actor(),
                acting.inPerson().orElse(null),
                now));
    }

    private Held hold(Acting acting, MemberId member, Instant now) {
        var held = new Held(store.hold(acting.organization().id(), member));
        held.requireStillAdmin(acting.member().id(), now);
        held.get(member);
        return held;
    }

    // A statement of its own: the one that waited for the lock would show the grants as they were before.
    private Member find(Acting acting, MemberId member) {
        return store.find(acting.organization().id(), member).orElseThrow(NotFound::new);
    }

    private static MemberId parse(String id) {
        return Ids.parse(id).map(MemberId::new).orElseThrow(NotFound::new);
    }

    private void record(Acting acting, String action, Member member, Map<String, ?> details, Instant now) {
        var target = new Target("member", member.id().value(), member.name());
        audit.write(acting.organization().id().value(), new AuditEvent(action, acting.actor(), target, details), now);
    }
}
