package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.problem.Forbidden;
import app.foyer.problem.NotFound;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An organization's admins and one more member, whom nobody else changes until this transaction is over.
record Held(List<Row> rows) {

    /// @param endNoted whether it has been written down that their access is over
    record Row(
            MemberId id,
            AccountId account,
            OrgRole orgRole,
            @Nullable Instant accessEndsAt,
            boolean endNoted) {

        boolean hasAccess(Instant now) {
            return accessEndsAt == null || now.isBefore(accessEndsAt);
        }

        boolean isLastingAdmin() {
            return orgRole == OrgRole.ADMIN && accessEndsAt == null;
        }

        boolean endIsToBeNoted(Instant now) {
            return !endNoted && !hasAccess(now);
        }
    }

    private Optional<Row> find(MemberId id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    Row get(MemberId id) {
        return find(id).orElseThrow(NotFound::new);
    }

    /// Whoever acts may have lost their role since their request began.
    void requireStillAdmin(MemberId acting, Instant now) {
        var row = find(acting).filter(r -> r.hasAccess(now)).orElseThrow(Forbidden::new);
        if (row.orgRole() != OrgRole.ADMIN) {
            throw new Forbidden();
        }
    }

    /// @throws LastAdmin when nobody else is an admin whose access doesn't end. Only those held count: others may be on
    /// their way out.
    void requireAnotherAdminThan(MemberId leaving) {
        if (!hasAnotherAdminThan(leaving)) {
            throw new LastAdmin();
        }
    }

    boolean hasAnotherAdminThan(MemberId leaving) {
        return rows.stream().anyMatch(row -> row.isLastingAdmin() && !row.id().equals(leaving));
    }
}
