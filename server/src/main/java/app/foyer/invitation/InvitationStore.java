package app.foyer.invitation;

import app.foyer.account.AccountId;
import app.foyer.account.EmailAddress;
import app.foyer.database.Sql;
import app.foyer.database.Writes;
import app.foyer.invitation.InvitationState.Accepted;
import app.foyer.invitation.InvitationState.Canceled;
import app.foyer.invitation.InvitationState.Expired;
import app.foyer.invitation.InvitationState.Pending;
import app.foyer.organization.ApplicationGone;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Access;
import app.foyer.people.AppGrant;
import app.foyer.people.AppGrantJson;
import app.foyer.people.OrgRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of invitations as admins and invitees see them.
@Repository
class InvitationStore {
    /// An invitation without the app grants. Only one that has expired can be renewed, so nobody is looked up for
    /// others.
    static final String FIELDS = """
            select i.organization_id, i.id, i.email, i.email_key, i.org_role, i.access_ends_at, i.locale, i.invited_by, i.status,
                   i.accepted_at, i.canceled_at, i.declined, i.created_at, i.expires_at, nullif(i.resent_at, '{}') as resent_at,
                   i.delivery_state, i.delivery_at, i.delivery_reason, i.delivery_next_try_at, i.delivery_answer, i.sent_at,
                   i.version, a.name as inviter_name, a.email as inviter_email,
                   not i.superseded and (i.status not in ('PENDING', 'EXPIRED') or i.status = 'PENDING' and i.expires_at > :now
                       or not exists (
                           select from email_address e
                           join member m on m.organization_id = i.organization_id and m.account_id = e.account_id
                          where e.address_key = i.email_key
                            and (m.access_ends_at is null or m.access_ends_at > :now))) as renewable,
                   not i.sponsor_lost and s.id is not null as sponsored
            """;

    private static final String COLUMNS = FIELDS
            + ", %s as app_grants\n"
                    .formatted(AppGrantJson.column(
                            "invitation_grant",
                            "g.organization_id = i.organization_id and g.invitation_id = i.id",
                            "i.org_role"));

    static final String INVITERS = """

              join account a on a.id = i.invited_by
              left join member s on s.organization_id = i.organization_id and s.account_id = i.invited_by
                   and s.org_role = 'ADMIN' and (s.access_ends_at is null or s.access_ends_at > :now)
            """;

    private static final String SELECT = COLUMNS + "from invitation i" + INVITERS;

    private final JdbcClient db;
    private final Writes writes;
    private final AppGrantJson grants;

    InvitationStore(JdbcClient db, Writes writes, AppGrantJson grants) {
        this.db = db;
        this.writes = writes;
        this.grants = grants;
    }

    private Invitation read(ResultSet row) throws SQLException {
        return read(row, grants.read(row.getString("app_grants")));
    }

    static Invitation read(ResultSet row, List<AppGrant> appGrants) throws SQLException {
        return new Invitation(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new InvitationId(row.getObject("id", UUID.class)),
                new EmailAddress(row.getString("email"), row.getString("email_key")),
                new Access(
                        OrgRole.valueOf(row.getString("org_role")),
                        appGrants,
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
                        row.getString("delivery_reason"),
                        Sql.instantOrNull(row, "delivery_next_try_at"),
                        row.getString("delivery_answer")),
                Sql.instantOrNull(row, "sent_at"),
                row.getInt("version"));
    }

    private static InvitationState state(ResultSet row) throws SQLException {
        return switch (InvitationStatus.valueOf(row.getString("status"))) {
            case PENDING -> new Pending();
            case EXPIRED -> new Expired();
            case ACCEPTED -> new Accepted(Sql.instant(row, "accepted_at"));
            case CANCELED -> new Canceled(Sql.instant(row, "canceled_at"), row.getBoolean("declined"));
        };
    }

    private static List<Instant> instants(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        if (array == null) {
            return List.of();
        }
        var stamps = (java.sql.Timestamp[]) array.getArray();
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

    /// Gives each of the invitations the same grants, with one statement.
    void grant(OrganizationId organization, Collection<UUID> invitations, List<AppGrant> appGrants) {
        ApplicationGone.when(() -> db.sql("""
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
                .update());
    }

    /// Takes back what an invitation promises. A guest's keeps what it promises of archived applications.
    void ungrant(OrganizationId organization, InvitationId invitation) {
        db.sql("""
                delete from invitation_grant g
                 using invitation i, application a
                 where g.organization_id = :organization and g.invitation_id = :invitation
                   and i.organization_id = g.organization_id and i.id = g.invitation_id
                   and a.organization_id = g.organization_id and a.id = g.application_id
                   and (i.org_role <> 'GUEST' or a.archived_at is null)
                """)
                .param("organization", organization.value())
                .param("invitation", invitation.value())
                .update();
    }

    void save(Invitation invitation) {
        var state = invitation.state();
        writes.sql("""
                update invitation
                   set org_role = :orgRole, access_ends_at = :accessEndsAt, version = :version, invited_by = :invitedBy, status = :status, expires_at = :expiresAt,
                       resent_at = :resentAt::timestamptz[], sponsor_lost = :sponsorLost,
                       reminded_at = case when expires_at = :expiresAt then reminded_at end,
                       accepted_at = :acceptedAt, canceled_at = :canceledAt, declined = :declined,
                       delivery_state = :delivery, delivery_at = :deliveryAt, delivery_reason = :deliveryReason,
                       delivery_next_try_at = :deliveryNextTryAt, delivery_answer = :deliveryAnswer
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
                            case Expired _ -> "EXPIRED";
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
                .param("deliveryNextTryAt", Sql.atOrNull(invitation.delivery().nextTryAt()))
                .param("deliveryAnswer", invitation.delivery().answer())
                .send();
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
}
