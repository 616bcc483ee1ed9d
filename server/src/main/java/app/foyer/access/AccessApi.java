package app.foyer.access;

import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.organization.Applications;
import app.foyer.people.AccountView;
import app.foyer.people.Acting;
import app.foyer.people.AppGrant;
import app.foyer.people.AppRole;
import app.foyer.people.MemberId;
import app.foyer.people.Needs;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import app.foyer.people.Permission;
import app.foyer.problem.NotFound;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The access review over the API.
@RestController
@RequestMapping("/api/v1/organizations/{org}")
@Tag(name = "Access")
class AccessApi {
    private final AccessReview review;
    private final Applications applications;
    private final People people;
    private final InstantSource clock;

    AccessApi(AccessReview review, Applications applications, People people, InstantSource clock) {
        this.review = review;
        this.applications = applications;
        this.people = people;
        this.clock = clock;
    }

    record HolderMember(MemberId id, AccountView account, OrgRole orgRole) {}

    /// @param reason whether the Org role gives access or a grant does
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Holder")
    record HolderView(
            HolderMember member,
            AppRole appRole,
            Reason reason,
            @Nullable Instant accessEndsAt) {
        static HolderView of(Holder h) {
            var member = new HolderMember(h.member(), new AccountView(h.account(), h.name(), h.email()), h.orgRole());
            return new HolderView(member, h.appRole(), h.reason(), h.accessEndsAt());
        }
    }

    /// @param reason whether the Org role gives access or a grant does
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Reach")
    record ReachView(
            AppGrant.Granted application,
            AppRole appRole,
            Reason reason,
            @Nullable Instant accessEndsAt) {
        static ReachView of(Reach r) {
            var a = r.application();
            var application = new AppGrant.Granted(a.id(), a.slug(), a.name());
            return new ReachView(application, r.appRole(), r.reason(), r.accessEndsAt());
        }
    }

    @GetMapping("/applications/{application}/access")
    @Needs(Permission.REVIEW_ACCESS)
    @Operation(operationId = "listApplicationAccess", summary = "Who has access to an application, and why")
    Listed<HolderView> holders(
            Acting acting,
            @PathVariable String application,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var now = clock.instant();
        var paging = Paging.of(AccessReview.HOLDERS, limit, cursor);
        var known =
                applications.findAny(acting.organization().id(), application).orElseThrow(NotFound::new);
        var page = review.holders(acting, known, paging.after(), paging.limit(), now);
        return Listed.of(page, review.count(acting, known, now), HolderView::of);
    }

    @GetMapping("/members/{member}/access")
    @Needs(Permission.REVIEW_ACCESS)
    @Operation(operationId = "listMemberAccess", summary = "What a member can reach, and why")
    Listed<ReachView> reach(
            Acting acting,
            @PathVariable String member,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var now = clock.instant();
        var paging = Paging.of(AccessReview.REACH, limit, cursor);
        var known = people.get(acting, member);
        var page = review.reach(acting, known, paging.after(), paging.limit(), now);
        return Listed.of(page, review.countReach(acting, known, now), ReachView::of);
    }
}
