package app.foyer.invitation;

import static java.util.stream.Collectors.groupingBy;

import app.foyer.database.Secrets;
import app.foyer.invitation.LinkStore.Handover;
import app.foyer.invitation.MailedInvitations.Failed;
import app.foyer.invitation.MailedInvitations.Noted;
import app.foyer.mail.Correspondent;
import app.foyer.mail.InlineImage;
import app.foyer.mail.Letter;
import app.foyer.mail.QueuedMail;
import app.foyer.mail.Stencils;
import app.foyer.organization.Logos;
import app.foyer.organization.OrganizationId;
import app.foyer.people.NoticeKind;
import app.foyer.people.Notices;
import app.foyer.people.Undelivered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes the e-mail of an invitation, with a link made for it alone, and notes what became of it.
@Component
class InvitationMails implements Correspondent {
    static final String KIND = "invitation";

    private final FirstSecrets firstSecrets;
    private final LinkStore links;
    private final MailedInvitations invitations;
    private final Stencils stencils;
    private final Logos logos;
    private final Deliveries deliveries;
    private final Notices notices;

    /// What has been put in force for e-mails that are under way from this node.
    private final Map<UUID, Handover> underWay = new ConcurrentHashMap<>();

    InvitationMails(
            FirstSecrets firstSecrets,
            LinkStore links,
            MailedInvitations invitations,
            Stencils stencils,
            Logos logos,
            Deliveries deliveries,
            Notices notices) {
        this.firstSecrets = firstSecrets;
        this.links = links;
        this.invitations = invitations;
        this.stencils = stencils;
        this.logos = logos;
        this.deliveries = deliveries;
        this.notices = notices;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<UUID, Letter> write(List<QueuedMail> mails, Instant now) {
        return write(KIND, mails, now);
    }

    /// @param occasion what the letters are written for: its words in `messages/mails.properties` begin so
    Map<UUID, Letter> write(String occasion, List<QueuedMail> mails, Instant now) {
        var made = mails.stream().map(this::made).toList();
        var inForce = new ArrayList<>(handovers(made, Made::first));
        inForce.addAll(links.putInForce(
                handovers(made, Predicate.not(Made::first)), occasion.equals(ReminderMails.KIND), now));
        var found = invitations.find(inForce, now);
        var pngs = logos.pngs(found.values().stream()
                .filter(invitation -> invitation.letterhead().logo() != null)
                .map(invitation -> invitation.handover().organization())
                .collect(Collectors.toSet()));
        var written = new HashMap<UUID, Letter>();
        for (var each : made) {
            var invitation = found.get(each.handover);
            if (invitation != null) {
                written.put(
                        each.mail.id(),
                        letter(occasion, invitation, each.link(), pngs.get(each.handover.organization())));
                underWay.put(each.mail.id(), each.handover);
            }
        }
        return written;
    }

    /// A secret made for one e-mail. Two e-mails of one invitation may be written at once; only the newest counts.
    ///
    /// @param first whether the invitation began with it
    private record Made(QueuedMail mail, boolean first, byte[] secret, Handover handover) {
        InvitationLink link() {
            return new InvitationLink(handover.organization(), handover.invitation(), secret);
        }
    }

    private Made made(QueuedMail mail) {
        var organization = new OrganizationId(Objects.requireNonNull(mail.organization()));
        var first = firstSecrets.take(mail);
        var secret = first.orElseGet(Secrets::next);
        var handover =
                new Handover(organization, new InvitationId(mail.subject()), mail.queuedAt(), Secrets.sha256(secret));
        return new Made(mail, first.isPresent(), secret, handover);
    }

    private static List<Handover> handovers(List<Made> made, Predicate<Made> which) {
        return made.stream().filter(which).map(Made::handover).toList();
    }

    private Letter letter(
            String occasion, MailedInvitations.Mailed invitation, InvitationLink link, byte @Nullable [] png) {
        var model = invitation.model(occasion);
        var logo = invitation.letterhead().logo();
        var image = png == null || logo == null ? null : new InlineImage(logo.hash() + "@logo", png);
        if (image != null) {
            model.put("logo", logo);
            model.put("logoSource", "cid:" + image.id());
        }
        var common = new Stencils.Common(
                "invitation/mail-invitation",
                occasion + ".subject",
                List.of(invitation.inviterName(), invitation.organizationName()),
                model,
                "/invitations/",
                invitation.locale());
        return stencils.write(common, invitation.email(), link.token()).with(image);
    }

    @Override
    public void settled(List<Settled> settled, Instant now) {
        takeBack(settled);
        note(settled, now);
    }

    /// Notes what became of e-mails, and tells the inviters of those that failed.
    void note(List<Settled> settled, Instant now) {
        tell(invitations.note(settled.stream().map(this::noted).toList(), now), now);
    }

    /// Brings back the links before those of e-mails that the mail server surely hasn't taken.
    void takeBack(List<Settled> settled) {
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
    }

    @Override
    public void untried(List<QueuedMail> mails) {
        var takenBack = mails.stream()
                .flatMap(mail -> Optional.ofNullable(underWay.remove(mail.id())).stream())
                .toList();
        if (!takenBack.isEmpty()) {
            links.takeBack(takenBack);
        }
    }

    @Override
    public void bounced(List<Bounced> bounced, Instant now) {
        var noted = bounced.stream()
                .map(b -> noted(b.mail(), deliveries.of(b.bounce()), Undelivered.of(b.bounce())))
                .toList();
        tell(invitations.note(noted, now), now);
    }

    private void tell(List<Failed> undelivered, Instant now) {
        undelivered.stream()
                .collect(groupingBy(Failed::organization))
                .forEach((organization, failed) -> notices.tell(
                        organization,
                        NoticeKind.INVITATION_NOT_DELIVERED,
                        failed.stream().map(Failed::notice).toList(),
                        now));
    }

    private Noted noted(Settled settled) {
        var why = settled.outcome() instanceof Outcome.Refused refused ? Undelivered.of(refused.trouble()) : null;
        return noted(settled.mail(), deliveries.of(settled.outcome()), why);
    }

    private static Noted noted(QueuedMail mail, Delivery delivery, @Nullable Undelivered why) {
        var organization = new OrganizationId(Objects.requireNonNull(mail.organization()));
        return new Noted(organization, mail.subject(), mail.queuedAt(), delivery, why);
    }

    private static boolean surelyNotTaken(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken _ -> false;
            case Outcome.Refused refused -> !refused.perhapsTaken();
            case Outcome.Delayed delayed -> !delayed.perhapsTaken();
        };
    }
}
