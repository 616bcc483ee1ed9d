package app.foyer.people;

import app.foyer.account.AccountId;
import app.foyer.account.EmailAddress;
import app.foyer.database.Ids;
import app.foyer.mail.MailQueue;
import app.foyer.mail.MailQueue.NewMail;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Tells people by e-mail what has happened, in the transaction of what has happened, with the same few
/// statements for any number of notices. What one person is told at once comes in one letter.
@Component
public class Notices {
    static final String MAIL = "notice";

    private final NoticeStore store;
    private final MailQueue mails;

    Notices(NoticeStore store, MailQueue mails) {
        this.store = store;
        this.mails = mails;
    }

    /// What one person is told.
    ///
    /// @param account who is told
    /// @param subject the id of the invitation, member or token
    /// @param about the address or name that it is about
    /// @param detail what else there is to say, such as the mail server's words
    public record Notice(
            UUID account,
            UUID subject,
            String about,
            @Nullable String detail) {}

    /// What all admins are told.
    ///
    /// @param except accounts that needn't be told, such as that of who did it
    public record Matter(
            UUID subject, String about, @Nullable String detail, Set<UUID> except) {}

    /// Tells each the notices that name them. Admins who aren't any more are told nothing.
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(OrganizationId organization, NoticeKind kind, List<Notice> notices, Instant now) {
        if (!notices.isEmpty()) {
            var accounts = notices.stream().map(Notice::account).distinct().toList();
            write(organization, kind, notices, store.readers(organization, accounts, now), now);
        }
    }

    /// Tells all admins who have access, but nobody of themselves.
    @Transactional(propagation = Propagation.MANDATORY)
    public void tellAdmins(OrganizationId organization, NoticeKind kind, List<Matter> matters, Instant now) {
        if (matters.isEmpty()) {
            return;
        }
        var admins = store.admins(organization, now);
        var notices = new ArrayList<Notice>();
        for (var matter : matters) {
            admins.values().stream()
                    .filter(admin -> !matter.except().contains(admin.account()))
                    .filter(admin -> !matter.subject().equals(admin.member()))
                    .map(admin -> new Notice(admin.account(), matter.subject(), matter.about(), matter.detail()))
                    .forEach(notices::add);
        }
        write(organization, kind, notices, admins, now);
    }

    private void write(
            OrganizationId organization,
            NoticeKind kind,
            List<Notice> notices,
            Map<UUID, NoticeStore.Reader> readers,
            Instant now) {
        var letters = new LinkedHashMap<UUID, UUID>();
        var written = new ArrayList<NoticeStore.Written>();
        for (var notice : notices) {
            pace(kind, Optional.ofNullable(readers.get(notice.account())))
                    .filter(pace -> pace != NoticePace.NONE)
                    .ifPresent(pace -> written.add(new NoticeStore.Written(
                            notice,
                            pace == NoticePace.DAILY
                                    ? null
                                    : letters.computeIfAbsent(notice.account(), _ -> Ids.next(now)))));
        }
        if (!written.isEmpty()) {
            store.insert(organization, kind, written, now);
        }
        if (!letters.isEmpty()) {
            mails.enqueue(MAIL, organization.value(), mails(letters, readers), now);
        }
    }

    private static Optional<NoticePace> pace(NoticeKind kind, Optional<NoticeStore.Reader> reader) {
        return switch (kind.audience()) {
            case ADMIN -> reader.filter(NoticeStore.Reader::admin).map(NoticeStore.Reader::pace);
            case EVERY_ADMIN -> reader.filter(NoticeStore.Reader::admin).map(_ -> NoticePace.EACH);
            case MEMBER, FORMER_MEMBER -> reader.map(_ -> NoticePace.EACH);
        };
    }

    private static List<NewMail> mails(Map<UUID, UUID> letters, Map<UUID, NoticeStore.Reader> readers) {
        var mails = new ArrayList<NewMail>();
        letters.forEach((account, letter) ->
                Optional.ofNullable(readers.get(account)).ifPresent(reader -> mails.add(mail(letter, reader.email()))));
        return mails;
    }

    static NewMail mail(UUID letter, String email) {
        return new NewMail(
                letter, EmailAddress.parse(email).map(EmailAddress::deliverable).orElse(email));
    }

    /// The admins who want to be told of what they needn't be told of.
    public Set<UUID> listening(OrganizationId organization, Instant now) {
        return store.admins(organization, now).values().stream()
                .filter(admin -> admin.pace() != NoticePace.NONE)
                .map(NoticeStore.Reader::account)
                .collect(Collectors.toSet());
    }

    /// How an account is told, by the organizations in which it is an admin.
    public Map<OrganizationId, NoticePace> paces(AccountId account, Instant now) {
        return store.paces(account, now);
    }

    /// Changes how the acting admin is told from now on. What waits for a digest is told with the next one.
    @Transactional
    public void choose(Acting acting, NoticePace pace) {
        acting.require(Permission.CHOOSE_NOTICES);
        store.choose(acting.organization().id(), acting.member().id(), pace);
    }
}
