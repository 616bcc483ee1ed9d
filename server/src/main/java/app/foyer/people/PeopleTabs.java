package app.foyer.people;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The head of People, and its tabs with how many there are where they can be counted.
public record PeopleTabs(
        String slug,
        String organization,
        @Nullable Integer people,
        @Nullable Integer invitations,
        String current,
        boolean mayInvite,
        boolean maySeeInvitations,
        boolean mayReviewAccess) {

    public static PeopleTabs of(
            Acting acting, Optional<Integer> people, Optional<Integer> invitations, String current) {
        return new PeopleTabs(
                acting.organization().slug(),
                acting.organization().name(),
                people.orElse(null),
                invitations.orElse(null),
                current,
                acting.may(Permission.INVITE),
                acting.may(Permission.SEE_INVITATIONS),
                acting.may(Permission.REVIEW_ACCESS));
    }
}
