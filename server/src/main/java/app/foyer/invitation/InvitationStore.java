package app.foyer.invitation;

import app.foyer.account.AccountId;
import app.foyer.account.EmailAddress;
import app.foyer.audit.Target;
import app.foyer.database.Cursor;
import app.foyer.database.Cursor.Keyed;
import app.foyer.database.FreshPlans;
import app.foyer.database.Ids;
import app.foyer.database.Sql;
import app.foyer.invitation.InvitationState.Accepted;
import app.foyer.invitation.InvitationState.Canceled;
import app.foyer.invitation.InvitationState.Pending;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Access;
import app.foyer.people.AppGrant;
import app.foyer.people.AppGrantJson;
import app.foyer.people.OrgRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of invitations as admins and invitees see them.
@Repository
class InvitationStore {
    private static final String SELECT = """
            select i.*, a.name as inviter_name, a.email as inviter_email,
                   not i.superseded and (i.status = 'PENDING' and i.expires_at > :now or not exists (
                       select from email_address e
                       join member m on m.organization_id = i.organization_id and m.account_id = e.account_id
                      where e.address_key = i.email_key
                        and (m.access_ends_at is null or m.access_ends_at > :now))) as renewable,
                   not i.sponsor_lost and s.id is not null as sponsored,
                   case when i.org_role = 'GUEST' then %s end as app_grants
              from invitation i
              join account a on a.id = i.invited_by
              left join member s on s.organization_id = i.organization_id and s.account_id = i.invited_by
                   and s.org_role = 'ADMIN' and (s.access_ends_at is null or s.access_ends_at > :now)
            """.formatted(AppGrantJson.column(
            "invitation_grant", "g.organization_id = i.organization_id and g.invitation_id = i.id"));

    private final JdbcClient db;
    private final FreshPlans fresh;
    private final AppGrantJson grants;

    InvitationStore(JdbcClient db, FreshPlans fresh, AppGrantJson grants) {
        this.db = db;
        this.fresh = fresh;
        this.grants = grants;
    }

    private Invitation read(ResultSet row) throws SQLException {
        return new Invitation(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new InvitationId(row.getObject("id", UUID.class)),
                new EmailAddress(row.getString("email"), row.getString("email_key")),
                new Access(
                        OrgRole.valueOf(row.getString("org_role")),
                        grants.read(row.getString("app_grants")),
                        Sql.instantOrNull(row, "access_ends_at")),
                row.getString("locale"),
                new Invitation.Inviter(
                        new AccountId(row.getObject("invited_by", UUID.class)),
                        row.getString("inviter_name"),
                        row.getString("inviter_email")),
                state(row),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "expires_at"),
                instants(row, "resent_at"),
                row.getBoolean("renewable"),
                row.getBoolean("sponsored"),
                new Delivery(
                        Delivery.State.valueOf(row.getString("delivery_state")),
                        Sql.instantOrNull(row, "delivery_at"),
                        row.getString("delivery_reason")),
                Sql.instantOrNull(row, "sent_at"),
                row.getInt("version"));
    }

    private static InvitationState state(ResultSet row) throws SQLException {
        return switch (InvitationStatus.valueOf(row.getString("status"))) {
            case PENDING, EXPIRED -> new Pending();
            case ACCEPTED -> new Accepted(Sql.instant(row, "accepted_at"));
            case CANCELED -> new Canceled(Sql.instant(row, "canceled_at"), row.getBoolean("declined"));
        };
    }

    private static List<Instant> instants(ResultSet row, String column) throws SQLException {
        var stamps = (java.sql.Timestamp[]) row.getArray(column).getArray();
        return Arrays.stream(stamps).map(java.sql.Timestamp::toInstant).toList();
    }

    Optional<Invitation> find(OrganizationId organization, InvitationId id, Instant now) {
        return db.sql(SELECT + "where i.organization_id = :organization and i.id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .param("now", Sql.at(now))
                .query((row, _) -> read(row))
                .optional();
    }

    /// The same, and nobody else changes it until this transaction is over.
    Optional<Invitation> lock(OrganizationId organization, InvitationId id, Instant now) {
        // On its own: a statement that had to wait would see the grants as they were before it waited.
        db.sql("select id from invitation where organization_id = :organization and id = :id for update")
                .param("organization", organization.value())
                .param("id", id.value())
                .query(UUID.class)
                .optional();
        return find(organization, id, now);
    }

    /// A page, newest first.
    List<Keyed<Invitation>> page(
            OrganizationId organization, InvitationSearch search, Optional<Cursor> after, int limit, Instant now) {
        return bind(SELECT + MATCHING + """
                   and (:after::uuid is null or i.id < :after::uuid)
                 order by i.id desc
                 limit :limit
                """, organization, search, now)
                .param("after", after.map(Cursor::id).orElse(null))
                .param("limit", limit)
                .query((row, _) -> new Keyed<>(read(row), new Cursor("", row.getObject("id", UUID.class))))
                .list();
    }

    int count(OrganizationId organization, InvitationSearch search, int most, Instant now) {
        return bind(
                        "select count(*) from (select 1 from invitation i " + MATCHING + "limit :limit) as counted",
                        organization,
                        search,
                        now)
                .param("limit", most)
                .query(Integer.class)
                .single();
    }

    private static final String MATCHING = """
             where i.organization_id = :organization
               and (:all or i.email_key like :pattern)
               and (:delivery::text is null or i.delivery_state = :delivery::text)
               and (:status::text is null
                    or i.status = :status::text and (i.status <> 'PENDING' or i.expires_at > :now)
                    or :status::text = 'EXPIRED' and i.status = 'PENDING' and i.expires_at <= :now)
            """;

    private JdbcClient.StatementSpec bind(
            String sql, OrganizationId organization, InvitationSearch search, Instant now) {
        return fresh.sql(sql)
                .param("organization", organization.value())
                .param("all", search.q().isBlank())
                .param("pattern", Sql.containing(search.q()))
                .param("status", search.status().map(InvitationStatus::name).orElse(null))
                .param("delivery", search.delivery().map(Delivery.State::name).orElse(null))
                .param("now", Sql.at(now));
    }

    /// The pending invitations to an account's verified addresses, in all organizations that aren't suspended.
    List<Invitation> pendingFor(AccountId account, Instant now) {
        return db.sql(SELECT + """
                  join organization o on o.id = i.organization_id and o.suspended_at is null
                 where i.email_key in (select e.address_key from email_address e where e.account_id = :account)
                   and i.status = 'PENDING' and i.expires_at > :now
                 order by i.id
                """)
                .param("account", account.value())
                .param("now", Sql.at(now))
                .query((row, _) -> read(row))
                .list();
    }

    /// How many seats open invitations hold.
    int seatsReserved(OrganizationId organization, Instant now) {
        return db.sql("""
                select count(*) from invitation
                 where organization_id = :organization and status = 'PENDING' and expires_at > :now
                """)
                .param("organization", organization.value())
                .param("now", Sql.at(now))
                .query(Integer.class)
                .single();
    }

    /// Inserts the invitations whose address has no pending one; gives the ids of those inserted. In the order of the
    /// addresses, so that two requests with the same addresses wait for each other instead of both.
    Set<UUID> insert(List<Invitation> invitations) {
        var first = invitations.getFirst();
        return db
                .sql("""
                insert into invitation (organization_id, id, email, email_key, org_role, locale, invited_by, status,
                                        created_at, expires_at, access_ends_at)
                select :organization, n.id, n.email, n.email_key, :orgRole, :locale, :invitedBy, 'PENDING', :now, :expiresAt,
                       :accessEndsAt::timestamptz
                  from unnest(:ids::uuid[], :emails::text[], :keys::text[]) as n(id, email, email_key)
                 order by n.email_key
                    on conflict (organization_id, email_key) where status = 'PENDING' do nothing
                returning id
                """)
                .param("organization", first.organization().value())
                .param("orgRole", first.orgRole().name())
                .param("locale", first.locale())
                .param("invitedBy", first.invitedBy().id().value())
                .param("now", Sql.at(first.createdAt()))
                .param("expiresAt", Sql.at(first.expiresAt()))
                .param("accessEndsAt", Sql.atOrNull(first.access().endsAt()))
                .param("ids", invitations.stream().map(i -> i.id().value()).toArray(UUID[]::new))
                .param(
                        "emails",
                        invitations.stream().map(i -> i.email().typed()).toArray(String[]::new))
                .param("keys", invitations.stream().map(i -> i.email().key()).toArray(String[]::new))
                .query(UUID.class)
                .stream()
                .collect(Collectors.toSet());
    }

    /// Gives each of the invitations the same grants, with one statement.
    void grant(OrganizationId organization, Collection<UUID> invitations, List<AppGrant> appGrants) {
        db.sql("""
                insert into invitation_grant (organization_id, invitation_id, application_id, app_role, access_ends_at)
                select :organization, i.id, g.application_id, g.app_role, g.access_ends_at
                  from unnest(:invitations::uuid[]) as i(id),
                       unnest(:applications::uuid[], :roles::text[], :ends::timestamptz[])
                           as g(application_id, app_role, access_ends_at)
                """)
                .param("organization", organization.value())
                .param("invitations", invitations.toArray(UUID[]::new))
                .param("applications", AppGrantJson.applications(appGrants))
                .param("roles", AppGrantJson.roles(appGrants))
                .param("ends", AppGrantJson.ends(appGrants))
                .update();
    }

    void ungrant(OrganizationId organization, InvitationId invitation) {
        db.sql("delete from invitation_grant where organization_id = :organization and invitation_id = :invitation")
                .param("organization", organization.value())
                .param("invitation", invitation.value())
                .update();
    }

    void save(Invitation invitation) {
        var state = invitation.state();
        db.sql("""
                update invitation
                   set org_role = :orgRole, access_ends_at = :accessEndsAt, version = :version, invited_by = :invitedBy, status = :status, expires_at = :expiresAt,
                       resent_at = :resentAt::timestamptz[], sponsor_lost = :sponsorLost,
                       accepted_at = :acceptedAt, canceled_at = :canceledAt, declined = :declined,
                       delivery_state = :delivery, delivery_at = :deliveryAt, delivery_reason = :deliveryReason
                 where organization_id = :organization and id = :id
                """)
                .param("organization", invitation.organization().value())
                .param("id", invitation.id().value())
                .param("orgRole", invitation.orgRole().name())
                .param("accessEndsAt", Sql.atOrNull(invitation.access().endsAt()))
                .param("version", invitation.version())
                .param("invitedBy", invitation.invitedBy().id().value())
                .param(
                        "status",
                        switch (state) {
                            case Pending _ -> "PENDING";
                            case Accepted _ -> "ACCEPTED";
                            case Canceled _ -> "CANCELED";
                        })
                .param("expiresAt", Sql.at(invitation.expiresAt()))
                .param(
                        "resentAt",
                        invitation.resentAt().stream().map(Instant::toString).toArray(String[]::new))
                .param("sponsorLost", !invitation.sponsored())
                .param("acceptedAt", state instanceof Accepted(var at) ? Sql.at(at) : null)
                .param("canceledAt", state instanceof Canceled canceled ? Sql.at(canceled.at()) : null)
                .param("declined", state instanceof Canceled canceled && canceled.declined())
                .param("delivery", invitation.delivery().state().name())
                .param("deliveryAt", Sql.atOrNull(invitation.delivery().at()))
                .param("deliveryReason", invitation.delivery().reason())
                .update();
    }

    /// What is known of addresses that are about to be invited.
    record Known(
            String key, @Nullable UUID member, @Nullable UUID pending) {}

    /// Who among these addresses has access to the organization, by any verified address of theirs, and who is invited.
    List<Known> known(OrganizationId organization, Collection<String> keys, Instant now) {
        return db.sql("""
                select k.key, m.id as member, i.id as pending
                  from unnest(:keys::text[]) as k(key)
                  left join email_address e on e.address_key = k.key
                  left join member m on m.organization_id = :organization and m.account_id = e.account_id
                       and (m.access_ends_at is null or m.access_ends_at > :now)
                  left join invitation i on i.organization_id = :organization and i.email_key = k.key
                       and i.status = 'PENDING'
                """)
                .param("organization", organization.value())
                .param("keys", keys.toArray(String[]::new))
                .param("now", Sql.at(now))
                .query((row, _) -> new Known(
                        Objects.requireNonNull(row.getString("key")),
                        row.getObject("member", UUID.class),
                        row.getObject("pending", UUID.class)))
                .list();
    }

    /// An expired invitation that a new one takes the place of.
    record Superseded(UUID id, String email, boolean nowExpired) {}

    /// Notes what has expired among the addresses' invitations, and that they can't be resent any more.
    List<Superseded> supersede(OrganizationId organization, Collection<String> keys, Instant now) {
        return db.sql("""
                update invitation i
                   set status = 'EXPIRED', superseded = true
                  from (select o.id, o.status from invitation o
                         where o.organization_id = :organization and o.email_key = any(:keys::text[])
                           and (o.status = 'PENDING' and o.expires_at <= :now or o.status = 'EXPIRED' and not o.superseded)
                         order by o.email_key
                           for update) before
                 where i.organization_id = :organization and i.id = before.id
                returning i.id, i.email, before.status = 'PENDING' as now_expired
                """)
                .param("organization", organization.value())
                .param("keys", keys.toArray(String[]::new))
                .param("now", Sql.at(now))
                .query((row, _) -> new Superseded(
                        row.getObject("id", UUID.class), row.getString("email"), row.getBoolean("now_expired")))
                .list();
    }

    /// Notes that an invitation has expired; false when that has been noted already.
    boolean expire(Invitation invitation) {
        return db.sql("""
                update invitation set status = 'EXPIRED'
                 where organization_id = :organization and id = :id and status = 'PENDING'
                """)
                        .param("organization", invitation.organization().value())
                        .param("id", invitation.id().value())
                        .update()
                == 1;
    }

    /// How many invitations an organization has sent since an instant, and when the first of them; at most `most`.
    Usage sentSince(OrganizationId organization, Instant since, int most) {
        return db.sql("""
                select count(*) as number, min(created_at) as first
                  from (select created_at from invitation
                         where organization_id = :organization and id >= :floor
                         order by id
                         limit :most) as recent
                """)
                .param("organization", organization.value())
                .param("floor", Ids.floor(since))
                .param("most", most)
                .query((row, _) -> new Usage("", row.getInt("number"), Sql.instantOrNull(row, "first")))
                .single();
    }

    /// How often addresses have been written to since an instant, by any organization: invitations and resends.
    List<Usage> writtenSince(Collection<String> keys, Instant since) {
        return db.sql("""
                select i.email_key, count(*) as number, min(sent.at) as first
                  from invitation i, unnest(i.created_at || i.resent_at) as sent(at)
                 where i.email_key = any(:keys::text[]) and sent.at > :since
                 group by i.email_key
                """)
                .param("keys", keys.toArray(String[]::new))
                .param("since", Sql.at(since))
                .query((row, _) ->
                        new Usage(row.getString("email_key"), row.getInt("number"), Sql.instantOrNull(row, "first")))
                .list();
    }

    /// How much of a limit is used.
    record Usage(String key, int number, @Nullable Instant first) {}

    /// Keeps other requests that are near the same organization's limit waiting until this transaction is over.
    void queueUp(OrganizationId organization) {
        db.sql("select pg_advisory_xact_lock(hashtextextended(:organization, 1))")
                .param("organization", organization.value().toString())
                .query((row, _) -> OffsetDateTime.MIN)
                .list();
    }

    /// Marks pending invitations as without an admin behind them: all, or those by one inviter. In the order of the
    /// addresses, as everything that locks several.
    void loseSponsor(OrganizationId organization, @Nullable AccountId inviter) {
        db.sql("""
                update invitation i
                   set sponsor_lost = true
                  from (select o.id from invitation o
                         where o.organization_id = :organization and o.status = 'PENDING'
                           and (:inviter::uuid is null or o.invited_by = :inviter::uuid)
                         order by o.email_key
                           for no key update) lost
                 where i.organization_id = :organization and i.id = lost.id
                """)
                .param("organization", organization.value())
                .param("inviter", inviter == null ? null : inviter.value())
                .update();
    }

    /// The pending invitations to an account's verified addresses, and to addresses that look like theirs: the same
    /// before
    /// the `@`, but for what stands after a `+`.
    List<InvitationsOf.Pending> pendingOf(OrganizationId organization, AccountId account, Instant now) {
        return db.sql("""
                with own as (
                    select e.address_key, split_part(split_part(e.address_key, '@', 1), '+', 1) as local
                      from email_address e where e.account_id = :account
                )
                select i.email, i.email_key in (select address_key from own) as theirs
                  from invitation i
                 where i.organization_id = :organization and i.status = 'PENDING' and i.expires_at > :now
                   and split_part(split_part(i.email_key, '@', 1), '+', 1) in (select local from own)
                 order by theirs desc, i.email_key
                 limit 50
                """)
                .param("organization", organization.value())
                .param("account", account.value())
                .param("now", Sql.at(now))
                .query((row, _) -> new InvitationsOf.Pending(row.getString("email"), row.getBoolean("theirs")))
                .list();
    }

    /// Cancels the pending invitations to an account's verified addresses, and gives their ids and addresses.
    List<Target> cancelFor(OrganizationId organization, AccountId account, Instant now) {
        return db.sql("""
                update invitation i
                   set status = 'CANCELED', canceled_at = :now, version = i.version + 1
                  from (select o.id from invitation o
                         where o.organization_id = :organization and o.status = 'PENDING' and o.expires_at > :now
                           and o.email_key in (select e.address_key from email_address e where e.account_id = :account)
                         order by o.email_key
                           for no key update) theirs
                 where i.organization_id = :organization and i.id = theirs.id
                returning i.id, i.email
                """)
                .param("organization", organization.value())
                .param("account", account.value())
                .param("now", Sql.at(now))
                .query((row, _) -> new Target("invitation", row.getObject("id", UUID.class), row.getString("email")))
                .list();
    }
}
