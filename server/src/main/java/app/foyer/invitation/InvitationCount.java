package app.foyer.invitation;

import app.foyer.people.Acting;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// How many invitations an organization has, for those who may see them.
@Component
public class InvitationCount {
    private final InvitationList list;

    InvitationCount(InvitationList list) {
        this.list = list;
    }

    public Optional<Integer> in(Acting acting, Instant now) {
        return list.count(acting, InvitationSearch.all(), now);
    }
}
