package app.foyer.invitation;

import app.foyer.account.EmailAddress;
import app.foyer.people.Acting;
import app.foyer.waiting.Together;
import app.foyer.waiting.Turns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/// Has those who invite in the same moment in the same name, and promise the same, do it in one transaction: most of
/// what an invitation costs is its transaction. Nobody else is made to wait.
@Component
class InvitingTogether {
    /// So many addresses at most, so that a transaction stays short.
    private static final int AT_MOST = 100;

    private final Together<Kind, Wish, List<Outcome>> together;

    InvitingTogether(Invitations invitations, Turns turns) {
        this.together = new Together<>(new Work(invitations), turns::giveUp);
    }

    /// @param invite without the addresses
    private record Kind(Acting acting, Invite invite) {}

    private record Wish(List<EmailAddress> to, Instant now) {}

    /// What [Invitations#invite] does.
    List<Outcome> invite(Acting acting, Invite invite, Instant now) {
        return together.get(new Kind(acting, invite.to(List.of())), new Wish(invite.to(), now));
    }

    private record Work(Invitations invitations) implements Together.Work<Kind, Wish, List<Outcome>> {
        @Override
        public boolean canJoin(List<Wish> those, Wish another) {
            var taken = those.stream()
                    .flatMap(wish -> wish.to.stream())
                    .map(EmailAddress::key)
                    .collect(Collectors.toSet());
            return taken.size() + another.to.size() <= AT_MOST
                    && another.to.stream().map(EmailAddress::key).noneMatch(taken::contains);
        }

        @Override
        public List<List<Outcome>> serve(Kind kind, List<Wish> wanted) {
            var to = wanted.stream().flatMap(wish -> wish.to.stream()).toList();
            var now = wanted.getLast().now;
            var outcomes = invitations.invite(kind.acting, kind.invite.to(to), now);
            var each = new ArrayList<List<Outcome>>();
            var from = 0;
            for (var wish : wanted) {
                each.add(outcomes.subList(from, from += wish.to.size()));
            }
            return each;
        }

        // One may be past a limit that the others are not.
        @Override
        public boolean isOfOne(RuntimeException failed) {
            return !(failed instanceof CannotCreateTransactionException
                    || failed instanceof NonTransientDataAccessResourceException);
        }
    }
}
