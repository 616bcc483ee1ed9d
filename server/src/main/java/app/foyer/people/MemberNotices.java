package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Notices.Matter;
import app.foyer.people.Notices.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells people what others do with their membership, and all admins who becomes one of them. Nobody is told
/// what they have done themselves.
@Component
public class MemberNotices {
    private final Notices notices;
    private final RoleNewsJson json;

    MemberNotices(Notices notices, RoleNewsJson json) {
        this.notices = notices;
        this.json = json;
    }

    void edited(Acting acting, Member before, Access after, Instant now) {
        var organization = acting.organization().id();
        var by = acting.actor().name();
        if (!isOwn(acting, before) && !AccessEnds.tells(before.access(), after, now)) {
            var news = json.write(new RoleNews(by, RoleNews.Roles.of(before.access()), RoleNews.Roles.of(after)));
            notices.tell(organization, NoticeKind.ROLE_CHANGED, about(before, news), now);
        }
        if (before.orgRole() != OrgRole.ADMIN && after.orgRole() == OrgRole.ADMIN) {
            adminMade(
                    organization,
                    before.id(),
                    before.name(),
                    by,
                    acting.inPerson().orElse(null),
                    now);
        }
    }

    /// Tells the other admins that somebody has become one.
    ///
    /// @param by the name of who made them one
    /// @param maker whose account that was, which needn't be told; null when nobody did it in person
    public void adminMade(
            OrganizationId organization,
            MemberId member,
            String name,
            String by,
            @Nullable AccountId maker,
            Instant now) {
        var matter = new Matter(member.value(), name, by, maker == null ? Set.of() : Set.of(maker.value()));
        notices.tellAdmins(organization, NoticeKind.ADMIN_MADE, List.of(matter), now);
    }

    void gone(Acting acting, Member member, Instant now) {
        if (!isOwn(acting, member)) {
            notices.tell(
                    acting.organization().id(),
                    NoticeKind.REMOVED,
                    about(member, acting.actor().name()),
                    now);
        }
    }

    private static List<Notice> about(Member member, String detail) {
        return List.of(new Notice(member.account().value(), member.id().value(), member.name(), detail));
    }

    private static boolean isOwn(Acting acting, Member member) {
        return acting.isSelf(member.id());
    }
}
