package app.foyer.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.account.Account;
import app.foyer.account.Accounts;
import app.foyer.account.EmailAddress;
import app.foyer.account.PersonName;
import app.foyer.audit.Actor;
import app.foyer.database.Sql;
import app.foyer.mail.Correspondent;
import app.foyer.mail.Correspondent.Outcome.Taken;
import app.foyer.mail.Correspondent.Settled;
import app.foyer.mail.Letter;
import app.foyer.mail.QueuedMail;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.organization.Organization;
import app.foyer.organization.Organizations;
import app.foyer.organization.Plan;
import app.foyer.people.Access;
import app.foyer.people.AccessEdit;
import app.foyer.people.AccessEnds;
import app.foyer.people.Acting;
import app.foyer.people.AppRole;
import app.foyer.people.Caller;
import app.foyer.people.Digests;
import app.foyer.people.GrantWish;
import app.foyer.people.MemberId;
import app.foyer.people.Members;
import app.foyer.people.Notices;
import app.foyer.people.OrgRole;
import app.foyer.people.People;
import app.foyer.problem.IfMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The cast, in organizations of this test's own: Acme (Ada and Grace, admins; Linus, member; Gil, guest) with its
/// storefront and blog, and Globex (Hank, admin) with its vault, which is there to prove isolation.
public final class Scene {
    public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final Duration TERM = Duration.ofDays(14);
    static final Actor OPERATOR = new Actor(Actor.Type.OPERATOR, null, "Operator", null);

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern LINK = Pattern.compile("/invitations/(\\S+)");

    public final JdbcClient db = Backstage.bean(JdbcClient.class);
    public final TransactionTemplate transaction = Backstage.bean(TransactionTemplate.class);
    final Organizations organizations = Backstage.bean(Organizations.class);
    final Applications applications = Backstage.bean(Applications.class);
    final Accounts accounts = Backstage.bean(Accounts.class);
    final People people = Backstage.bean(People.class);
    final Members members = Backstage.bean(Members.class);
    final AccessEnds ends = Backstage.bean(AccessEnds.class);
    final Invitations invitations = Backstage.bean(Invitations.class);
    final InvitationList list = Backstage.bean(InvitationList.class);
    final InvitationStore store = Backstage.bean(InvitationStore.class);
    final Acceptance acceptance = Backstage.bean(Acceptance.class);
    final InvitationMails mails = Backstage.bean(InvitationMails.class);
    final ReminderMails reminderMails = Backstage.bean(ReminderMails.class);
    final Expiry expiry = Backstage.bean(Expiry.class);
    final Reminders reminders = Backstage.bean(Reminders.class);
    final Correspondent noticeMails = Backstage.bean("noticeMails", Correspondent.class);
    final Notices notices = Backstage.bean(Notices.class);
    final Digests digests = Backstage.bean(Digests.class);

    private final int number = COUNT.incrementAndGet();
    public final Organization acme = organization("acme");
    public final Organization globex = organization("globex");
    public final Application storefront = application(acme, "storefront");
    public final Application blog = application(acme, "blog");
    public final Application vault = application(globex, "vault");
    public Acting ada = member("Ada", acme, OrgRole.ADMIN);
    Acting grace = member("Grace", acme, OrgRole.ADMIN);
    public final Acting linus = member("Linus", acme, OrgRole.MEMBER);
    public final Acting gil = member("Gil", acme, OrgRole.GUEST);
    public final Acting hank = member("Hank", globex, OrgRole.ADMIN);

    private Organization organization(String name) {
        return organizations.create(name + "-" + number, name, OPERATOR, NOW);
    }

    private Application application(Organization owner, String slug) {
        var wish = new Applications.NewApplication(slug, slug, Application.Kind.OTHER, null);
        return applications.add(owner.id(), wish, OPERATOR, NOW);
    }

    Acting member(String name, Organization organization, OrgRole role) {
        var account = account(name, address(name.toLowerCase(Locale.ROOT)));
        people.join(organization.id(), account, Access.of(role, List.of()), NOW);
        return acting(account, organization);
    }

    public Account account(String name, EmailAddress address) {
        return accounts.create(PersonName.parse(name).orElseThrow(), address, "en", NOW);
    }

    Caller.Person signedIn(Account account) {
        return new Caller.Person(account.id(), account.name(), account.email(), account.locale(), "192.0.2.7");
    }

    /// Lets a guest into an application.
    public void grant(Acting guest, Application application, AppRole role) {
        var edit = new AccessEdit(OrgRole.GUEST, List.of(wish(application, role)), null);
        members.edit(ada, guest.member().id().value().toString(), edit, IfMatch.any(), NOW);
    }

    /// Invites somebody whom an application is promised.
    public void promise(Application application) {
        invitations.invite(ada, asGuest(addresses(1), wish(application, AppRole.WRITE)), NOW);
    }

    Acting acting(Account account, Organization organization) {
        return people.acting(signedIn(account), organization.slug(), NOW);
    }

    /// An address that only this test has.
    public EmailAddress address(String local) {
        return EmailAddress.parse(local + "@scene-" + number + ".test").orElseThrow();
    }

    List<EmailAddress> addresses(int count) {
        return IntStream.range(0, count).mapToObj(i -> address("guest" + i)).toList();
    }

    static Invite asMember(EmailAddress... to) {
        return new Invite(List.of(to), OrgRole.MEMBER, List.of(), null, "en");
    }

    static Invite asGuest(List<EmailAddress> to, GrantWish... wishes) {
        return new Invite(to, OrgRole.GUEST, List.of(wishes), null, "en");
    }

    static GrantWish wish(Application application, AppRole role) {
        return GrantWish.of(application.slug(), role);
    }

    Invitation edit(Acting by, InvitationId id, OrgRole role, List<GrantWish> wishes, Instant now) {
        return invitations.edit(by, id, new AccessEdit(role, wishes, null), IfMatch.any(), now);
    }

    Invitation invited(String local) {
        return invited(ada, address(local), NOW);
    }

    Invitation invited(Acting by, EmailAddress address, Instant now) {
        return ((Outcome.Invited) invitations.invite(by, asMember(address), now).getFirst()).invitation();
    }

    Invitation now(Invitation known, Instant now) {
        return store.find(known.organization(), known.id(), now).orElseThrow();
    }

    /// Gives Acme a plan with so many seats; its admins know from now on.
    void giveSeats(int seats) {
        organizations.agree(acme.id(), _ -> new Plan(seats, null, null), false, OPERATOR, NOW);
        ada = people.acting(ada.caller(), acme.slug(), NOW);
        grace = people.acting(grace.caller(), acme.slug(), NOW);
    }

    void suspend(Organization organization, boolean suspended, Instant now) {
        organizations.agree(organization.id(), plan -> plan, suspended, OPERATOR, now);
    }

    /// Lets somebody who has an account into one more organization.
    void admit(Acting who, Organization organization, OrgRole role) {
        var account = accounts.byId(who.member().account()).orElseThrow();
        people.join(organization.id(), account, Access.of(role, List.of()), NOW);
    }

    /// What `AccountDeletion` does, of which these beans have no part.
    void deleteAccount(Acting who) {
        var person = (Caller.Person) who.caller();
        transaction.executeWithoutResult(_ -> {
            accounts.lock(person.id());
            members.leaveAll(person, NOW);
            accounts.delete(person.id(), NOW);
        });
    }

    void setRole(Acting member, OrgRole role) {
        db.sql("update member set org_role = :role where organization_id = :organization and id = :id")
                .param("role", role.name())
                .param("organization", member.organization().id().value())
                .param("id", member.member().id().value())
                .update();
    }

    public void endAccess(Organization organization, MemberId member, Instant at) {
        db.sql("update member set access_ends_at = :at where organization_id = :organization and id = :id")
                .param("at", Sql.at(at))
                .param("organization", organization.id().value())
                .param("id", member.value())
                .update();
    }

    /// The actions written down about a target, the first one first.
    List<String> audited(UUID target) {
        return db.sql("select action from audit_event where target_id = :target order by at")
                .param("target", target)
                .query((row, _) -> row.getString("action"))
                .list();
    }

    List<String> audited(Invitation invitation) {
        return audited(invitation.id().value());
    }

    Map<String, @Nullable Object> lastEvent(Invitation invitation) {
        return db.sql("""
                select organization_id, action, actor_type, actor_id, actor_name, target_type, target_id, target_name, from_address
                  from audit_event where target_id = :target order by at desc limit 1
                """).param("target", invitation.id().value()).query().singleRow();
    }

    int audited(Organization organization) {
        return count("audit_event", organization);
    }

    /// How many e-mails about invitations wait.
    int queued(Organization organization) {
        return (int) queue(organization).stream()
                .filter(mail -> mail.kind().equals(InvitationMails.KIND))
                .count();
    }

    /// How many notices of ends of access wait.
    int toldOfEnds(Organization organization) {
        return db.sql(
                        "select count(*) from notice where organization_id = :organization and kind like '%ACCESS_ENDING'")
                .param("organization", organization.id().value())
                .query(Integer.class)
                .single();
    }

    int count(String table, Organization organization) {
        return db.sql("select count(*) from %s where organization_id = :organization".formatted(table))
                .param("organization", organization.id().value())
                .query(Integer.class)
                .single();
    }

    /// Every row of an organization's, as text, to see whether anything has changed.
    public String everything(Organization organization) {
        var all = new StringBuilder();
        for (var table : tablesOfOrganizations()) {
            db.sql("select t::text from %s t where organization_id = :organization order by 1".formatted(table))
                    .param("organization", organization.id().value())
                    .query(String.class)
                    .list()
                    .forEach(row -> all.append(table).append(row).append('\n'));
        }
        return all.append(organizations.byId(organization.id())).toString();
    }

    private List<String> tablesOfOrganizations() {
        return db.sql("""
                select table_name from information_schema.columns
                 where table_schema = current_schema() and column_name = 'organization_id' order by 1
                """).query((row, _) -> row.getString("table_name")).list();
    }

    List<QueuedMail> queue(Organization... of) {
        return db.sql("""
                select id, kind, organization_id, subject_id, recipient, queued_at, attempts
                  from mail where organization_id = any(:organizations::uuid[]) order by queued_at, id
                """)
                .param(
                        "organizations",
                        Arrays.stream(of).map(o -> o.id().value()).toArray(UUID[]::new))
                .query((row, _) -> new QueuedMail(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getObject("organization_id", UUID.class),
                        row.getObject("subject_id", UUID.class),
                        row.getString("recipient"),
                        Sql.instant(row, "queued_at"),
                        row.getInt("attempts")))
                .list();
    }

    /// Has the e-mails with links written, as a postman does: the tokens in them, by the e-mails' ids.
    Map<UUID, String> write(List<QueuedMail> queued, Instant now) {
        var tokens = new HashMap<UUID, String>();
        for (var correspondent : List.of(mails, reminderMails)) {
            var own = of(correspondent, queued);
            var letters = transaction.execute(_ -> correspondent.write(own, now));
            own.stream().filter(mail -> !letters.containsKey(mail.id())).forEach(this::drop);
            letters.forEach((id, letter) -> tokens.put(id, token(letter.text())));
        }
        return tokens;
    }

    private static List<QueuedMail> of(Correspondent correspondent, List<QueuedMail> mails) {
        return mails.stream()
                .filter(mail -> mail.kind().equals(correspondent.kind()))
                .toList();
    }

    /// What waits to be sent to an invitation's address, by kind.
    List<String> queuedTo(Invitation invitation) {
        return queue(acme, globex).stream()
                .filter(mail -> mail.subject().equals(invitation.id().value()))
                .map(QueuedMail::kind)
                .toList();
    }

    /// The letters about notices that are queued, written: by recipient.
    Map<String, Letter> letters(Organization organization, Instant now) {
        var queued = queue(organization).stream()
                .filter(mail -> mail.kind().equals(noticeMails.kind()))
                .toList();
        var letters = transaction.execute(_ -> noticeMails.write(queued, now));
        return queued.stream()
                .filter(mail -> letters.containsKey(mail.id()))
                .collect(
                        Collectors.toMap(QueuedMail::recipient, mail -> letters.get(mail.id()), (_, newest) -> newest));
    }

    List<Letter> invitationLetters(Organization organization, Instant now) {
        return List.copyOf(
                transaction.execute(_ -> mails.write(queue(organization), now)).values());
    }

    /// Makes an address one more of somebody's verified ones.
    void own(Acting who, EmailAddress address) {
        db.sql("""
                insert into email_address (address_key, address, account_id, verified_at)
                values (:key, :address, :account, :now)
                """)
                .param("key", address.key())
                .param("address", address.typed())
                .param("account", who.member().account().value())
                .param("now", Sql.at(NOW))
                .update();
    }

    static String token(String text) {
        var link = LINK.matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group(1);
    }

    /// Tells what became of e-mails that were written.
    void settle(List<QueuedMail> written, app.foyer.mail.Correspondent.Outcome outcome, Instant now) {
        transaction.executeWithoutResult(_ -> {
            for (var correspondent : List.of(mails, reminderMails)) {
                var settled = of(correspondent, written).stream()
                        .map(mail -> new Settled(mail, outcome))
                        .toList();
                if (!settled.isEmpty()) {
                    correspondent.settled(settled, now);
                }
            }
            if (!(outcome instanceof app.foyer.mail.Correspondent.Outcome.Delayed)) {
                written.forEach(this::drop);
            }
        });
    }

    /// Puts e-mails that were written back into the queue, as they weren't handed over.
    void putBack(List<QueuedMail> written) {
        transaction.executeWithoutResult(_ -> mails.untried(written));
    }

    private void drop(QueuedMail mail) {
        db.sql("delete from mail where id = :id").param("id", mail.id()).update();
    }

    /// Delivers what is queued about an invitation: the token that its invitee has got now.
    String deliver(Invitation invitation, Instant now) {
        var queued = queue(acme, globex).stream()
                .filter(mail -> mail.subject().equals(invitation.id().value()))
                .toList();
        var tokens = write(queued, now);
        assertThat(tokens).hasSize(1);
        settle(queued.stream().filter(m -> tokens.containsKey(m.id())).toList(), new Taken("250 taken"), now);
        return tokens.values().iterator().next();
    }

    Optional<app.foyer.people.Member> memberWith(Organization organization, EmailAddress address) {
        return accounts.byAddress(address.key()).flatMap(account -> people.find(organization.id(), account.id()));
    }
}
