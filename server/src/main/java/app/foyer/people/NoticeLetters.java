package app.foyer.people;

import app.foyer.mail.Letter;
import app.foyer.mail.Letters;
import app.foyer.people.MailedNotices.Told;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Puts notices into words: one alone in a letter about it, several in one that lists them. The words stand
/// under `notice.{KIND}` in `messages/notices.properties`.
@Component
class NoticeLetters {
    private final Letters letters;
    private final RoleNewsJson json;

    NoticeLetters(Letters letters, RoleNewsJson json) {
        this.letters = letters;
        this.json = json;
    }

    Letter write(List<Told> news) {
        var first = news.getFirst();
        return first.number() == 1 ? single(first) : list(first, news);
    }

    private Letter single(Told told) {
        var model = model(told);
        model.put("n", NoticeLine.of(told, json));
        model.put("path", path(told));
        return letters.write(
                "people/mail-notice",
                "notice." + told.kind() + ".subject",
                List.of(told.about(), told.organizationName()),
                model,
                told.locale());
    }

    private Letter list(Told first, List<Told> news) {
        var model = model(first);
        model.put("news", news.stream().map(told -> NoticeLine.of(told, json)).toList());
        model.put("number", first.number());
        model.put("more", first.number() - news.size());
        model.put("path", "/o/" + first.organizationSlug() + "/people");
        return letters.write(
                "people/mail-notices",
                "notices.subject",
                List.of(first.organizationName(), first.number()),
                model,
                first.locale());
    }

    private static Map<String, Object> model(Told told) {
        return new HashMap<>(Map.of(
                "organizationName", told.organizationName(),
                "zone", told.zone(),
                "audience", told.kind().audience().name(),
                "choosable", told.kind().optional(),
                "reader", told.reader()));
    }

    private static String path(Told told) {
        var organization = "/o/" + told.organizationSlug();
        return switch (told.kind()) {
            case INVITATION_ACCEPTED, ACCESS_ENDING, ADMIN_MADE -> organization + "/people";
            case INVITATION_DECLINED, INVITATION_EXPIRED, INVITATION_NOT_DELIVERED ->
                organization + "/people/invitations";
            case INVITATION_ASKED_AGAIN -> organization + "/people/invitations/" + told.subject() + "/resend";
            case TOKEN_CREATED, TOKEN_REVOKED -> organization + "/audit-log";
            case OWN_ACCESS_ENDING, ROLE_CHANGED -> organization;
            case REMOVED -> "/";
        };
    }
}
