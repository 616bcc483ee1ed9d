package app.foyer.invitation;

import app.foyer.database.Cursor;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Acting;
import app.foyer.people.Permission;
import app.foyer.waiting.SharedReads;
import app.foyer.waiting.Turns;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The invitations of an organization, newest first.
@Component
class InvitationList {
    /// Beyond so many rows a list no longer counts.
    static final int COUNTED = 1000;

    private final InvitationListStore store;
    private final SharedReads<Question, InvitationListStore.Found> reads;

    InvitationList(InvitationListStore store, Turns turns) {
        this.store = store;
        this.reads = new SharedReads<>(turns::giveUp);
    }

    private record Question(OrganizationId organization, InvitationSearch search, Optional<Cursor> after, int limit) {}

    /// A page of those who match.
    ///
    /// @param total how many there are, if at most [#COUNTED]
    record Found(Cursor.Slice<Invitation> page, Optional<Integer> total) {}

    Found find(Acting acting, InvitationSearch search, Optional<Cursor> after, int limit, Instant now) {
        acting.require(Permission.SEE_INVITATIONS);
        var organization = acting.organization().id();
        var found = reads.get(
                new Question(organization, search, after, limit),
                () -> store.find(organization, search, after, limit + 1, COUNTED + 1, now));
        return new Found(Cursor.slice(found.page(), limit), total(found.number()));
    }

    /// How many there are, if at most [#COUNTED].
    Optional<Integer> count(Acting acting, InvitationSearch search, Instant now) {
        acting.require(Permission.SEE_INVITATIONS);
        return total(store.count(acting.organization().id(), search, COUNTED + 1, now));
    }

    private static Optional<Integer> total(int number) {
        return Optional.of(number).filter(n -> n <= COUNTED);
    }
}
