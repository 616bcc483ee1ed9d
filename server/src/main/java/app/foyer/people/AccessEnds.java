package app.foyer.people;

import app.foyer.audit.Actor;
import app.foyer.audit.AuditEvent;
import app.foyer.audit.AuditLog;
import app.foyer.audit.Target;
import app.foyer.organization.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes down once that an access is over, and tells by e-mail once that it will be. Access is over by the clock
/// alone: this may come late.
@Component
public class AccessEnds {
    static final Duration ANNOUNCED_BEFORE = Duration.ofDays(3);
    private static final int BATCH = 100;

    private final AccessEndStore store;
    private final AuditLog audit;
    private final Notices notices;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    AccessEnds(
            AccessEndStore store,
            AuditLog audit,
            Notices notices,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.notices = notices;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${foyer.jobs-every:PT30S}", initialDelayString = "${foyer.jobs-every:PT30S}")
    void run() {
        var now = clock.instant();
        noteAll(now);
        announceAll(now);
    }

    public void noteAll(Instant now) {
        int noted;
        do {
            noted = transaction.execute(_ -> noteSome(now));
        } while (noted == BATCH);
    }

    private int noteSome(Instant now) {
        var ended = store.claimEnded(now, BATCH);
        byOrganization(ended).forEach((organization, members) -> note(organization, members, now));
        return ended.size();
    }

    /// Notes the end of one member's access, in a transaction that holds the member.
    void note(OrganizationId organization, Member member, Instant now) {
        store.noted(organization, member.id());
        note(organization, List.of(Ending.of(organization, member)), now);
    }

    private void note(OrganizationId organization, List<Ending> ended, Instant now) {
        var written = ended.stream()
                .map(e -> new AuditEvent(
                        "member.access-ended",
                        Actor.system(),
                        new Target("member", e.member().value(), e.name()),
                        Map.of("accessEndsAt", e.endsAt().toString())))
                .toList();
        audit.write(organization.value(), written, now);
        ended.stream()
                .filter(e -> e.orgRole() == OrgRole.ADMIN)
                .forEach(e -> events.publishEvent(new NoLongerAdmin(organization, e.account(), now)));
    }

    public void announceAll(Instant now) {
        int announced;
        do {
            announced = transaction.execute(_ -> announceSome(now));
        } while (announced == BATCH);
    }

    private int announceSome(Instant now) {
        var ending = store.claimEnding(now, now.plus(ANNOUNCED_BEFORE), BATCH);
        announce(ending, now);
        return ending.size();
    }

    /// Whether announcing the end is all there is to tell about a change.
    static boolean tells(Access before, Access after, Instant now) {
        return isNear(after, now)
                && before.orgRole() == after.orgRole()
                && before.appGrants().equals(after.appGrants());
    }

    private static boolean isNear(Access access, Instant now) {
        var endsAt = access.endsAt();
        return endsAt != null && endsAt.isAfter(now) && !endsAt.isAfter(now.plus(ANNOUNCED_BEFORE));
    }

    /// An end that is near is told at once.
    void announceIfNear(OrganizationId organization, MemberId member, Access access, Instant now) {
        if (isNear(access, now)) {
            announce(store.claimEnding(organization, member, now, now.plus(ANNOUNCED_BEFORE)), now);
        }
    }

    private void announce(List<Ending> ending, Instant now) {
        if (ending.isEmpty()) {
            return;
        }
        byOrganization(ending).forEach((organization, members) -> {
            notices.tell(
                    organization,
                    NoticeKind.OWN_ACCESS_ENDING,
                    members.stream().map(AccessEnds::own).toList(),
                    now);
            notices.tellAdmins(
                    organization,
                    NoticeKind.ACCESS_ENDING,
                    members.stream().map(AccessEnds::matter).toList(),
                    now);
        });
    }

    private static Notices.Notice own(Ending e) {
        return new Notices.Notice(e.account().value(), e.member().value(), e.name(), null);
    }

    private static Notices.Matter matter(Ending e) {
        return new Notices.Matter(e.member().value(), e.name(), null, Set.of());
    }

    private static Map<OrganizationId, List<Ending>> byOrganization(Collection<Ending> members) {
        return members.stream().collect(Collectors.groupingBy(Ending::organization));
    }
}
