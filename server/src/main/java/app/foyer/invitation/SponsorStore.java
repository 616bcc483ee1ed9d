package app.foyer.invitation;

import app.foyer.account.AccountId;
import app.foyer.audit.Target;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of what becomes of invitations when people or the organization go.
@Repository
class SponsorStore {
    private final JdbcClient db;

    SponsorStore(JdbcClient db) {
        this.db = db;
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
    /// before the `@`, but for what stands after a `+`.
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
