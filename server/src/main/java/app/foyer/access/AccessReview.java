package app.foyer.access;

import app.foyer.database.Cursor;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.people.Acting;
import app.foyer.people.Member;
import app.foyer.people.OrgRole;
import app.foyer.people.Permission;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who has access to what, and why.
@Component
public class AccessReview {
    /// The lists in their cursors.
    public static final String HOLDERS = HolderPlace.LIST;

    public static final String REACH = "reach";

    private final AccessStore store;
    private final Applications applications;

    AccessReview(AccessStore store, Applications applications) {
        this.store = store;
        this.applications = applications;
    }

    /// Who has access to an application: the admins, the members, then the guests with an App role on it. Nobody,
    /// while it is archived.
    public Cursor.Slice<Holder> holders(
            Acting acting, Application application, Optional<Cursor> after, int limit, Instant now) {
        acting.require(Permission.REVIEW_ACCESS);
        var place = HolderPlace.after(after);
        return application.archived()
                ? new Cursor.Slice<>(List.of(), Optional.empty())
                : Cursor.slice(
                        store.holders(acting.organization().id(), application.id(), place, limit + 1, now), limit);
    }

    /// How many they are, if at most [Applications#COUNTED].
    public Optional<Integer> count(Acting acting, Application application, Instant now) {
        acting.require(Permission.REVIEW_ACCESS);
        return application.archived()
                ? Optional.of(0)
                : Optional.of(store.count(acting.organization().id(), application.id(), Applications.COUNTED + 1, now))
                        .filter(n -> n <= Applications.COUNTED);
    }

    /// What a member can reach, by name. Nothing, once their access has ended.
    public Cursor.Slice<Reach> reach(Acting acting, Member member, Optional<Cursor> after, int limit, Instant now) {
        acting.require(Permission.REVIEW_ACCESS);
        if (!member.hasAccess(now)) {
            return new Cursor.Slice<>(List.of(), Optional.empty());
        }
        var page = applications.page(all(acting), AppRoles.visible(member, now), after, limit);
        var reach = page.rows().stream()
                .flatMap(a ->
                        AppRoles.of(member, a, now)
                                .map(role -> new Reach(a, role, reason(member), endOf(member, a)))
                                .stream())
                .toList();
        return new Cursor.Slice<>(reach, page.next().map(next -> new Cursor(REACH, next.key(), next.id())));
    }

    /// How many they are, if at most [Applications#COUNTED].
    public Optional<Integer> countReach(Acting acting, Member member, Instant now) {
        acting.require(Permission.REVIEW_ACCESS);
        return member.hasAccess(now) ? applications.count(all(acting), AppRoles.visible(member, now)) : Optional.of(0);
    }

    private static Applications.Search all(Acting acting) {
        return new Applications.Search(acting.organization().id(), "", null);
    }

    private static Reason reason(Member member) {
        return member.orgRole() == OrgRole.GUEST ? Reason.GRANT : Reason.ORG_ROLE;
    }

    /// Whatever ends first: the membership or the grant.
    private static @Nullable Instant endOf(Member member, Application application) {
        return Stream.concat(
                        Stream.ofNullable(member.accessEndsAt()),
                        member.appGrants().stream()
                                .filter(g -> g.application().id().equals(application.id()))
                                .flatMap(g -> Stream.ofNullable(g.accessEndsAt())))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
