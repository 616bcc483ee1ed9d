package app.foyer.invitation;

import app.foyer.account.AccountId;
import app.foyer.people.Acting;
import app.foyer.people.Permission;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// The pending invitations that somebody who is about to be removed could come back by.
@Component
public class InvitationsOf {
    private final SponsorStore store;

    InvitationsOf(SponsorStore store) {
        this.store = store;
    }

    /// A pending invitation to an address.
    ///
    /// @param theirs whether the address is one of their verified ones; otherwise it only looks like one
    public record Pending(String email, boolean theirs) {}

    public List<Pending> pending(Acting acting, AccountId account, Instant now) {
        acting.require(Permission.SEE_INVITATIONS);
        return store.pendingOf(acting.organization().id(), account, now);
    }
}
