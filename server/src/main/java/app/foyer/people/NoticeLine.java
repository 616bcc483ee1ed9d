package app.foyer.people;

import app.foyer.people.MailedNotices.Told;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A notice as a letter's template shows it.
///
/// @param at when what it tells happened or will happen
/// @param day the same, without the hour
/// @param happened when it happened
/// @param detail what else there is to say, such as who did it
/// @param quoted a mail server's own words
/// @param undelivered why an invitation didn't arrive
/// @param roles what somebody was and is
record NoticeLine(
        NoticeKind kind,
        String about,
        String at,
        String day,
        String happened,
        String detail,
        @Nullable String quoted,
        @Nullable Undelivered undelivered,
        String email,
        List<Standing> roles) {

    /// Roles as they were or are.
    ///
    /// @param when `before` or `after`
    /// @param words what the role's words stand under, behind `notice.role`
    record Standing(String when, String words, @Nullable String endsAt, List<Grant> appGrants) {
        static Standing of(String when, RoleNews.Roles roles, Function<Instant, String> time) {
            return new Standing(
                    when,
                    roles.orgRole() == OrgRole.GUEST && roles.appGrants().isEmpty()
                            ? "GUEST.none"
                            : roles.orgRole().name(),
                    said(roles.endsAt(), time),
                    roles.appGrants().stream()
                            .map(g -> new Grant(g.applicationName(), g.appRole(), said(g.endsAt(), time)))
                            .toList());
        }

        private static @Nullable String said(@Nullable Instant instant, Function<Instant, String> time) {
            return instant == null ? null : time.apply(instant);
        }
    }

    record Grant(
            String applicationName,
            AppRole appRole,
            @Nullable String endsAt) {}

    static NoticeLine of(Told told, RoleNewsJson json) {
        var times = NoticeTimes.of(told);
        var when = when(told);
        var detail = Objects.requireNonNullElse(told.detail(), "");
        return switch (told.kind()) {
            case ROLE_CHANGED -> {
                var news = json.read(detail);
                var roles = List.of(
                        Standing.of("before", news.before(), times::minute),
                        Standing.of("after", news.after(), times::minute));
                yield line(told, times, when, news.by(), null, null, roles);
            }
            case INVITATION_NOT_DELIVERED -> {
                var why = Undelivered.kept(detail);
                var words = Undelivered.words(detail);
                yield line(told, times, when, "", why.isQuoted() && !words.isBlank() ? words : null, why, List.of());
            }
            default -> line(told, times, when, detail, null, null, List.of());
        };
    }

    // An end that somebody has besides is another matter.
    private static Instant when(Told told) {
        return switch (told.kind()) {
            case ACCESS_ENDING, OWN_ACCESS_ENDING -> Objects.requireNonNullElse(told.endsAt(), told.at());
            default -> told.at();
        };
    }

    private static NoticeLine line(
            Told told,
            NoticeTimes times,
            Instant when,
            String detail,
            @Nullable String quoted,
            @Nullable Undelivered undelivered,
            List<Standing> roles) {
        return new NoticeLine(
                told.kind(),
                told.about(),
                times.minute(when),
                times.day(when),
                times.minute(told.at()),
                detail,
                quoted,
                undelivered,
                Objects.requireNonNullElse(told.email(), ""),
                roles);
    }
}
