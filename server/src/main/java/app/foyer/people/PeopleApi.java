package app.foyer.people;

import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.problem.Flaw;
import app.foyer.problem.IfMatch;
import app.foyer.problem.Invalid;
import app.foyer.problem.Query;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Members over the API.
@RestController
@RequestMapping("/api/v1/organizations/{org}/members")
@Tag(name = "Members")
class PeopleApi {
    private final People people;
    private final Members members;
    private final Applications applications;
    private final InstantSource clock;

    PeopleApi(People people, Members members, Applications applications, InstantSource clock) {
        this.people = people;
        this.members = members;
        this.applications = applications;
        this.clock = clock;
    }

    /// A member as the API answers it.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Member")
    record MemberView(
            MemberId id,
            AccountView account,
            OrgRole orgRole,
            List<AppGrant> appGrants,
            Instant joinedAt,
            @Nullable Instant lastSeenAt,
            @Nullable Instant accessEndsAt) {
        static MemberView of(Member m) {
            return new MemberView(
                    m.id(),
                    new AccountView(m.account(), m.name(), m.email()),
                    m.orgRole(),
                    m.appGrants(),
                    m.joinedAt(),
                    m.lastSeenAt(),
                    m.accessEndsAt());
        }
    }

    @GetMapping
    @Needs(Permission.SEE_PEOPLE)
    @Operation(operationId = "listMembers", summary = "List the people of an organization")
    Listed<MemberView> list(
            Acting acting,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String orgRole,
            @RequestParam(required = false) @Nullable String application,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var search = new PeopleSearch(
                Query.search("q", q),
                Query.oneOf("orgRole", orgRole, OrgRole.class),
                application(acting, application),
                sort(sort));
        var paging = Paging.of(search.sort().list(), limit, cursor);
        var found = people.find(acting, search, paging.after(), paging.limit());
        return Listed.of(found.page(), found.total(), MemberView::of);
    }

    @GetMapping("/{member}")
    @Needs(Permission.SEE_PEOPLE)
    @Operation(operationId = "getMember", summary = "Get one member")
    MemberView get(Acting acting, @PathVariable String member, HttpServletResponse response) {
        return tagged(people.get(acting, member), response);
    }

    @PatchMapping("/{member}")
    @Needs(Permission.MANAGE_PEOPLE)
    @Operation(operationId = "editMember", summary = "Change a member's Org role, app grants or end of access")
    MemberView edit(
            Acting acting,
            @PathVariable String member,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody AccessBody body,
            HttpServletResponse response) {
        var edited = members.edit(acting, member, body.read(), new IfMatch(ifMatch), clock.instant());
        return tagged(edited, response);
    }

    private static MemberView tagged(Member member, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, IfMatch.tag(member.version()));
        return MemberView.of(member);
    }

    @DeleteMapping("/{member}")
    @Needs(Permission.MANAGE_PEOPLE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "removeMember", summary = "Remove somebody, and cancel their invitations if asked to")
    void remove(
            Acting acting,
            @PathVariable String member,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(required = false) @Nullable String cancelInvitations) {
        var cancel = Query.flag("cancelInvitations", cancelInvitations);
        members.remove(acting, member, cancel, new IfMatch(ifMatch), clock.instant());
    }

    @DeleteMapping("/me")
    @Needs(Permission.LEAVE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "leave", summary = "Leave the organization")
    void leave(Acting acting) {
        members.leave(acting, clock.instant());
    }

    private Optional<app.foyer.organization.ApplicationId> application(Acting acting, @Nullable String reference) {
        if (reference == null || reference.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(applications
                .find(acting.organization().id(), reference)
                .map(Application::id)
                .orElseThrow(() -> new Invalid(Flaw.ofParameter("application", "flaw.unknown-application"))));
    }

    private static PeopleSearch.Sort sort(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return PeopleSearch.Sort.NAME;
        }
        return PeopleSearch.Sort.of(word)
                .orElseThrow(() -> new Invalid(Flaw.ofParameter(
                        "sort",
                        "flaw.unknown-value",
                        Arrays.stream(PeopleSearch.Sort.values())
                                .map(PeopleSearch.Sort::word)
                                .collect(Collectors.joining(", ")))));
    }
}
