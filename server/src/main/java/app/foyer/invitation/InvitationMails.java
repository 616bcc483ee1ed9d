package app.foyer.invitation;

import app.foyer.database.Secrets;
import app.foyer.invitation.LinkStore.Handover;
import app.foyer.mail.Correspondent;
import app.foyer.mail.Letter;
import app.foyer.mail.Letters;
import app.foyer.mail.QueuedMail;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Writes the e-mail of an invitation, with a link made for it alone, and notes what became of it.
@Component
class InvitationMails implements Correspondent {
    static final String KIND = "invitation";

    private final LinkStore links;
    private final MailedInvitations invitations;
    private final Letters letters;

    /// What has been put in force for e-mails that are under way from this node.
    private final Map<UUID, Handover> underWay = new ConcurrentHashMap<>();

    InvitationMails(LinkStore links, MailedInvitations invitations, Letters letters) {
        this.links = links;
        this.invitations = invitations;
        this.letters = letters;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<UUID, Letter> write(List<QueuedMail> mails, Instant now) {
        var secrets = new HashMap<UUID, byte[]>();
        var handovers = new ArrayList<Handover>();
        for (var mail : mails) {
            var secret = Secrets.next();
            secrets.put(mail.subject(), secret);
            handovers.add(handover(mail, Secrets.sha256(secret)));
        }
        var inForce = links.putInForce(handovers, now);
        var written = new HashMap<UUID, Letter>();
        var found = invitations.find(handovers);
        for (var i = 0; i < mails.size(); i++) {
            var mail = mails.get(i);
            var invitation = found.get(mail.subject());
            if (invitation != null && inForce.contains(mail.subject())) {
                var secret = Objects.requireNonNull(secrets.get(mail.subject()));
                written.put(mail.id(), letter(invitation, link(handovers.get(i), secret)));
                underWay.put(mail.id(), handovers.get(i));
            }
        }
        return written;
    }

    private static Handover handover(QueuedMail mail, byte[] hash) {
        var organization = new OrganizationId(Objects.requireNonNull(mail.organization()));
        return new Handover(organization, new InvitationId(mail.subject()), mail.queuedAt(), hash);
    }

    private static InvitationLink link(Handover handover, byte[] secret) {
        return new InvitationLink(handover.organization(), handover.invitation(), secret);
    }

    private Letter letter(MailedInvitations.Mailed invitation, InvitationLink link) {
        return letters.write(
                "invitation/mail-invitation",
                "invitation.subject",
                List.of(invitation.inviterName(), invitation.organizationName()),
                invitation.model("/invitations/" + link.token()),
                invitation.locale());
    }

    @Override
    public void settled(List<Settled> settled, Instant now) {
        var takenBack = new ArrayList<Handover>();
        for (var one : settled) {
            var handover = underWay.remove(one.mail().id());
            if (handover != null && surelyNotTaken(one.outcome())) {
                takenBack.add(handover);
            }
        }
        if (!takenBack.isEmpty()) {
            links.takeBack(takenBack);
        }
        invitations.note(settled, now);
    }

    private static boolean surelyNotTaken(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken _ -> false;
            case Outcome.Refused _ -> true;
            case Outcome.Delayed delayed -> !delayed.perhapsTaken();
        };
    }
}
