package app.foyer.invitation;

import app.foyer.database.Sql;
import app.foyer.organization.ApplicationGone;
import app.foyer.organization.ApplicationId;
import app.foyer.organization.OrganizationId;
import app.foyer.people.MemberId;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of the app grants that invitations promise, as their application sees them.
@Repository
class PromiseStore {
    private final JdbcClient db;

    PromiseStore(JdbcClient db) {
        this.db = db;
    }

    /// Whether an open invitation promises access.
    boolean anyOpen(OrganizationId organization, ApplicationId application, Instant now) {
        return db.sql("""
                select exists (
                    select from invitation_grant g
                      join invitation i on i.organization_id = g.organization_id and i.id = g.invitation_id
                     where g.organization_id = :organization and g.application_id = :application
                       and i.status = 'PENDING' and i.expires_at > :now)
                """)
                .param("organization", organization.value())
                .param("application", application.value())
                .param("now", Sql.at(now))
                .query(Boolean.class)
                .single();
    }

    void forget(OrganizationId organization, ApplicationId application) {
        db.sql("delete from invitation_grant where organization_id = :organization and application_id = :application")
                .param("organization", organization.value())
                .param("application", application.value())
                .update();
    }

    /// Gives a new member what the invitation promises beyond the grants that they have got already: those on archived
    /// applications, for when these are restored.
    void carryOver(OrganizationId organization, InvitationId invitation, MemberId member) {
        ApplicationGone.when(() -> db.sql("""
                insert into app_grant (organization_id, member_id, application_id, app_role, access_ends_at)
                select g.organization_id, :member, g.application_id, g.app_role, g.access_ends_at
                  from invitation_grant g
                 where g.organization_id = :organization and g.invitation_id = :invitation
                    on conflict do nothing
                """)
                .param("organization", organization.value())
                .param("invitation", invitation.value())
                .param("member", member.value())
                .update());
    }
}
