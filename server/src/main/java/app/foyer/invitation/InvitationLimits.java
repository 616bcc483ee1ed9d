package app.foyer.invitation;

import app.foyer.account.EmailAddress;
import app.foyer.organization.Organization;
import app.foyer.organization.OrganizationId;
import app.foyer.people.People;
import app.foyer.people.SeatLimit;
import app.foyer.people.Seats;
import app.foyer.problem.RateLimited;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How many invitations there may be: a day, to one address, and within the plan's seats.
@Component
class InvitationLimits {
    private static final Duration DAY = Duration.ofDays(1);

    /// More invitations than requests at the same instant could add. So near the limit, requests queue up.
    private static final int NEAR = 200;

    private final UsageStore store;
    private final People people;
    private final Seats seats;
    private final InstantSource clock;
    private final InvitationSettings.Limits limits;
    private final Headroom headroom = new Headroom();

    InvitationLimits(UsageStore store, People people, Seats seats, InvitationSettings settings, InstantSource clock) {
        this.store = store;
        this.people = people;
        this.seats = seats;
        this.limits = settings.limits();
        this.clock = clock;
    }

    /// The organization, held still while its seats are counted if its plan counts them.
    Organization hold(Organization organization) {
        return seats.hold(organization);
    }

    /// What was written before that doesn't count any more.
    static Instant since(Instant now) {
        return now.minus(DAY);
    }

    /// Refuses what has been written already in this transaction if that was too much.
    ///
    /// @param writtenBefore how often the address among them that was written to most had been, since [#since]
    void check(Organization organization, Collection<EmailAddress> written, int writtenBefore, Instant now) {
        checkOrganization(organization.id(), written.size(), now);
        if (writtenBefore >= limits.emailsPerAddressPerDay()) {
            checkAddresses(written, now);
        }
        checkSeats(organization, now);
    }

    private void checkOrganization(OrganizationId organization, int written, Instant now) {
        var limit = limits.invitationsPerOrganizationPerDay();
        if (limit == 0 || headroom.take(organization, written, now)) {
            return;
        }
        var usage = store.sentSince(organization, since(now), limit + 1);
        if (usage.number() > limit - NEAR) {
            store.queueUp(organization);
            usage = store.sentSince(organization, since(now), limit + 1);
        }
        if (usage.number() > limit) {
            throw new RateLimited("rate-limited.organization", wait(usage, now), limit);
        }
        headroom.note(organization, limit - usage.number(), now);
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forget() {
        headroom.forget(clock.instant());
    }

    void checkAddresses(Collection<EmailAddress> written, Instant now) {
        var limit = limits.emailsPerAddressPerDay();
        if (limit == 0) {
            return;
        }
        var keys = written.stream().map(EmailAddress::key).toList();
        for (var usage : store.writtenSince(keys, since(now))) {
            if (usage.number() > limit) {
                throw new RateLimited("rate-limited.address", wait(usage, now), usage.key(), limit);
            }
        }
    }

    private static Duration wait(UsageStore.Usage usage, Instant now) {
        var first = usage.first();
        return first == null ? DAY : Duration.between(now, first.plus(DAY));
    }

    /// Members and open invitations together may not exceed the seats.
    void checkSeats(Organization organization, Instant now) {
        organization.seats().ifPresent(limit -> {
            var id = organization.id();
            if (people.seatsUsed(id, now) + store.seatsReserved(id, now) > limit) {
                throw new SeatLimit(limit);
            }
        });
    }

    /// Whoever comes in needs a seat, whatever else is promised.
    void checkSeatToJoin(Organization organization, Instant now) {
        seats.checkOneMore(organization, now);
    }
}
