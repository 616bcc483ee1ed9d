package app.foyer.home;

import app.foyer.access.AccessReview;
import app.foyer.access.Reason;
import app.foyer.database.CsvRows;
import app.foyer.database.Cursor;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.Member;
import app.foyer.people.Needs;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import app.foyer.people.PeopleSearch;
import app.foyer.people.Permission;
import app.foyer.problem.NotFound;
import app.foyer.problem.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/// The access review as CSV, written page by page as it is read, however long it is.
@Controller
@RequestMapping("/o/{org}/access")
class ReviewExports {
    private static final int AT_ONCE = 500;
    private static final List<String> COLUMNS =
            List.of("name", "email", "org-role", "application", "application-id", "app-role", "reason", "ends");

    private final AccessReview review;
    private final Applications applications;
    private final People people;
    private final Sentences sentences;
    private final InstantSource clock;

    ReviewExports(
            AccessReview review, Applications applications, People people, Sentences sentences, InstantSource clock) {
        this.review = review;
        this.applications = applications;
        this.people = people;
        this.sentences = sentences;
        this.clock = clock;
    }

    /// Everybody. Whoever reaches all applications by their Org role is one row.
    @GetMapping("/export")
    @Needs(Permission.REVIEW_ACCESS)
    void all(Acting acting, HttpServletResponse response, Locale locale) throws IOException {
        acting.require(Permission.REVIEW_ACCESS);
        var now = clock.instant();
        var rows = begin(acting, "", response, locale, now);
        for (var role : OrgRole.values()) {
            var search = new PeopleSearch("", Optional.of(role), Optional.empty(), PeopleSearch.Sort.NAME);
            each(after -> people.page(acting, search, after, AT_ONCE), member -> {
                if (role == OrgRole.GUEST) {
                    reach(acting, member, rows, now);
                } else if (member.hasAccess(now)) {
                    var everything = sentences.say("review.export.all", locale);
                    var as = role == OrgRole.ADMIN ? AppRole.ADMIN : AppRole.READ;
                    rows.add(
                            member.name(),
                            member.email(),
                            role,
                            everything,
                            "*",
                            as,
                            Reason.ORG_ROLE,
                            member.accessEndsAt());
                }
            });
        }
    }

    @GetMapping("/applications/{application}/export")
    @Needs(Permission.REVIEW_ACCESS)
    void ofApplication(Acting acting, @PathVariable String application, HttpServletResponse response, Locale locale)
            throws IOException {
        var now = clock.instant();
        Application known =
                applications.findAny(acting.organization().id(), application).orElseThrow(NotFound::new);
        var rows = begin(acting, "-" + known.slug(), response, locale, now);
        each(
                after -> review.holders(acting, known, after, AT_ONCE, now),
                h -> rows.add(
                        h.name(),
                        h.email(),
                        h.orgRole(),
                        known.name(),
                        known.slug(),
                        h.appRole(),
                        h.reason(),
                        h.accessEndsAt()));
    }

    @GetMapping("/people/{member}/export")
    @Needs(Permission.REVIEW_ACCESS)
    void ofPerson(Acting acting, @PathVariable String member, HttpServletResponse response, Locale locale)
            throws IOException {
        var now = clock.instant();
        var known = people.get(acting, member);
        reach(acting, known, begin(acting, "-" + known.id().value(), response, locale, now), now);
    }

    private void reach(Acting acting, Member member, CsvRows rows, Instant now) {
        each(
                after -> review.reach(acting, member, after, AT_ONCE, now),
                r -> rows.add(
                        member.name(),
                        member.email(),
                        member.orgRole(),
                        r.application().name(),
                        r.application().slug(),
                        r.appRole(),
                        r.reason(),
                        r.accessEndsAt()));
    }

    private static <T> void each(Function<Optional<Cursor>, Cursor.Slice<T>> pages, Consumer<T> row) {
        var page = pages.apply(Optional.empty());
        page.rows().forEach(row);
        while (page.next().isPresent()) {
            page = pages.apply(page.next());
            page.rows().forEach(row);
        }
    }

    private CsvRows begin(Acting acting, String of, HttpServletResponse response, Locale locale, Instant now)
            throws IOException {
        var day = now.atZone(acting.organization().timeZone()).toLocalDate();
        var file = "%s-access%s-%s.csv".formatted(acting.organization().slug(), of, day);
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(file).build().toString());
        var rows = new CsvRows(response.getWriter());
        rows.add(COLUMNS.stream()
                .map(column -> (Object) sentences.say("review.export." + column, locale))
                .toArray());
        return rows;
    }
}
