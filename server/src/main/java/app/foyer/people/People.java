package app.foyer.people;

import app.foyer.account.Account;
import app.foyer.account.AccountId;
import app.foyer.account.AccountRenamed;
import app.foyer.account.Accounts;
import app.foyer.database.Cursor;
import app.foyer.database.Ids;
import app.foyer.organization.OrganizationId;
import app.foyer.problem.NotFound;
import app.foyer.problem.Unauthenticated;
import app.foyer.waiting.SharedReads;
import app.foyer.waiting.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who is in an organization: found, listed, let in.
@Component
public class People {
    /// Beyond so many rows a list no longer counts.
    public static final int COUNTED = 1000;

    /// The list of places in its cursors.
    public static final String PLACES = "organizations";

    private static final Duration SEEN_AGAIN_AFTER = Duration.ofMinutes(1);

    private final MemberStore store;
    private final Accounts accounts;
    private final PlaceStore places;
    private final PeopleStore list;
    private final AccessEnds ends;
    private final SharedReads<Asked, PeopleStore.Found> shared;

    People(MemberStore store, Accounts accounts, PlaceStore places, PeopleStore list, AccessEnds ends, Turns turns) {
        this.store = store;
        this.accounts = accounts;
        this.places = places;
        this.list = list;
        this.ends = ends;
        this.shared = new SharedReads<>(turns::giveUp);
    }

    /// The caller as a member of the organization with this id or slug. An organization that the caller isn't in is not
    /// found, just like one that doesn't exist.
    public Acting acting(Caller caller, String organization, Instant now) {
        return acting(caller, organization, read(caller), now);
    }

    /// The same where places of the account's have been read already.
    Acting acting(Caller caller, String organization, List<Place> read, Instant now) {
        var place = read.stream()
                .filter(known -> known.organization().isCalled(organization))
                .findAny()
                .or(() -> caller.account().flatMap(account -> places.place(organization, account, now)))
                .filter(p -> p.member().hasAccess(now))
                .filter(p -> !(caller instanceof Caller.Token token)
                        || token.organization().equals(p.organization().id()))
                .orElseThrow(NotFound::new);
        if (place.organization().suspended()) {
            throw new Suspended();
        }
        if (caller instanceof Caller.Person) {
            noteSeen(place.organization().id(), place.member(), now);
        }
        return new Acting(place.organization(), place.member(), caller);
    }

    // What was read with a token is true of this request. A former slug is looked up.
    private static List<Place> read(Caller caller) {
        return caller instanceof Caller.Token token && token.place() != null ? List.of(token.place()) : List.of();
    }

    private void noteSeen(OrganizationId organization, Member member, Instant now) {
        var seen = member.lastSeenAt();
        if (seen == null || seen.plus(SEEN_AGAIN_AFTER).isBefore(now)) {
            store.seen(organization, member.id(), now);
        }
    }

    /// The organizations in which an account has access, by name, suspended ones included.
    public List<Place> places(AccountId account, Instant now) {
        return places.places(account).stream()
                .filter(p -> p.member().hasAccess(now))
                .toList();
    }

    private record Asked(OrganizationId organization, PeopleSearch search, Optional<Cursor> after, int limit) {}

    /// A page of those who match.
    ///
    /// @param total how many there are, if at most [#COUNTED]
    public record Found(Cursor.Slice<Member> page, Optional<Integer> total) {}

    public Found find(Acting acting, PeopleSearch search, Optional<Cursor> after, int limit) {
        acting.require(Permission.SEE_PEOPLE);
        var organization = acting.organization().id();
        var found = shared.get(
                new Asked(organization, search, after, limit),
                () -> list.find(organization, search, after, limit + 1, COUNTED + 1));
        return new Found(Cursor.slice(found.page(), limit), total(found.number()));
    }

    /// The same for those who don't say how many there are.
    public Cursor.Slice<Member> page(Acting acting, PeopleSearch search, Optional<Cursor> after, int limit) {
        acting.require(Permission.SEE_PEOPLE);
        return Cursor.slice(list.page(acting.organization().id(), search, after, limit + 1), limit);
    }

    /// How many there are, if at most [#COUNTED].
    public Optional<Integer> count(Acting acting, PeopleSearch search) {
        acting.require(Permission.SEE_PEOPLE);
        return total(list.count(acting.organization().id(), search, COUNTED + 1));
    }

    private static Optional<Integer> total(int number) {
        return Optional.of(number).filter(n -> n <= COUNTED);
    }

    public Member get(Acting acting, String id) {
        acting.require(Permission.SEE_PEOPLE);
        return Ids.parse(id)
                .flatMap(i -> store.find(acting.organization().id(), new MemberId(i)))
                .orElseThrow(NotFound::new);
    }

    /// The account's place in an organization, whether its access has ended or not.
    public Optional<Member> find(OrganizationId organization, AccountId account) {
        return store.find(organization, account);
    }

    /// The names of the organizations, suspended ones included, in which nobody else is an admin whose access doesn't
    /// end.
    public List<String> lastAdminOf(AccountId account) {
        return places.lastAdminOf(account);
    }

    /// A page of them.
    ///
    /// @param caller a person, or a token, which is good for one organization alone
    public Cursor.Slice<Place> places(Caller caller, Optional<Cursor> after, int limit, Instant now) {
        var account = caller.account().orElseThrow(Unauthenticated::new);
        return Cursor.slice(places.places(account, only(caller), after, limit + 1, now), limit);
    }

    /// How many they are, if at most [#COUNTED].
    public Optional<Integer> countPlaces(Caller caller, Instant now) {
        var account = caller.account().orElseThrow(Unauthenticated::new);
        return Optional.of(places.countPlaces(account, only(caller), COUNTED + 1, now))
                .filter(n -> n <= COUNTED);
    }

    private static @Nullable OrganizationId only(Caller caller) {
        return caller instanceof Caller.Token token ? token.organization() : null;
    }

    /// How many seats members take now, by organization; those in which nobody has one are left out.
    public Map<OrganizationId, Integer> seatsUsed(Collection<OrganizationId> organizations, Instant now) {
        return store.seatsUsed(organizations, now);
    }

    /// How many seats members take now.
    public int seatsUsed(OrganizationId organization, Instant now) {
        return store.seatsUsed(organization, now);
    }

    /// Waits for whoever else changes the account's place in an organization, if it has one, and keeps others waiting.
    /// An end of access that nobody has noted yet is noted now, before the place can be renewed.
    @Transactional
    public void hold(OrganizationId organization, AccountId account, Instant now) {
        accounts.hold(account);
        store.hold(organization, account)
                .filter(held -> held.endIsToBeNoted(now))
                .flatMap(held -> store.find(organization, held.id()))
                .ifPresent(member -> ends.note(organization, member, now));
    }

    /// Lets somebody in, or in again: who had access once keeps the member id, and gets the new access.
    @Transactional
    public MemberId join(OrganizationId organization, Account account, Access access, Instant now) {
        var id = new MemberId(Ids.next(now));
        var member = new Member(id, account.id(), account.name(), account.email(), access, now, null, 1);
        var placed = store.put(organization, member).orElseThrow(() -> notPlaced(account));
        ends.announceIfNear(organization, placed, access, now);
        return placed;
    }

    private AlreadyMember notPlaced(Account account) {
        accounts.hold(account.id());
        return new AlreadyMember();
    }

    @EventListener
    void on(AccountRenamed renamed) {
        store.rename(renamed.account(), renamed.name());
    }
}
