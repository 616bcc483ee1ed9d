package app.foyer.invitation;

import app.foyer.account.Account;
import app.foyer.people.MemberId;
import app.foyer.people.MemberNotices;
import app.foyer.people.NoticeKind;
import app.foyer.people.Notices;
import app.foyer.people.Notices.Notice;
import app.foyer.people.OrgRole;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells inviters what their invitees have answered.
@Component
class InviterNotices {
    private final Notices notices;
    private final MemberNotices memberNotices;

    InviterNotices(Notices notices, MemberNotices memberNotices) {
        this.notices = notices;
        this.memberNotices = memberNotices;
    }

    /// The other admins are told too when somebody has become one of them.
    void accepted(Invitation invitation, Account account, MemberId member, Instant now) {
        tell(invitation, NoticeKind.INVITATION_ACCEPTED, account.name(), now);
        if (invitation.orgRole() == OrgRole.ADMIN) {
            var inviter = invitation.invitedBy();
            memberNotices.adminMade(
                    invitation.organization(), member, account.name(), inviter.name(), inviter.id(), now);
        }
    }

    void declined(Invitation invitation, Instant now) {
        tell(invitation, NoticeKind.INVITATION_DECLINED, null, now);
    }

    private void tell(Invitation invitation, NoticeKind kind, @Nullable String detail, Instant now) {
        var notice = new Notice(
                invitation.invitedBy().id().value(),
                invitation.id().value(),
                invitation.email().typed(),
                detail);
        notices.tell(invitation.organization(), kind, List.of(notice), now);
    }
}
