package app.foyer.invitation;

import app.foyer.database.Secrets;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of invitations' links: only hashes of secrets are ever stored.
@Repository
class LinkStore {
    private static final String FIT = """
            select secret_hash, twin_secret_hashes, former_secret_hashes from invitation
             where organization_id = :organization and id = :id
            """;

    /// Whether an invitation `i` is still to be told of by the e-mail that a handover `h` goes out with.
    static final String NEWEST = """
            i.status = 'PENDING' and i.expires_at > :now
                   and h.requested_at = coalesce(i.reminded_at, i.resent_at[cardinality(i.resent_at)], i.created_at)""";

    private final JdbcClient db;

    LinkStore(JdbcClient db) {
        this.db = db;
    }

    /// How a link's secret fits its invitation.
    enum Fit {
        CURRENT,
        /// It was good until a newer e-mail went out.
        FORMER,
        NONE
    }

    Fit fit(InvitationLink link) {
        return fit(link, FIT);
    }

    /// The same, and nobody else changes the invitation until this transaction is over.
    Fit lock(InvitationLink link) {
        return fit(link, FIT + " for update");
    }

    private Fit fit(InvitationLink link, String sql) {
        var hash = Secrets.sha256(link.secret());
        return db.sql(sql)
                .param("organization", link.organization().value())
                .param("id", link.invitation().value())
                .query((row, _) -> fit(
                        hash,
                        row.getBytes("secret_hash"),
                        hashes(row, "twin_secret_hashes"),
                        hashes(row, "former_secret_hashes")))
                .optional()
                .orElse(Fit.NONE);
    }

    private static byte[][] hashes(ResultSet row, String column) throws SQLException {
        return (byte[][]) row.getArray(column).getArray();
    }

    private static Fit fit(byte[] hash, byte @Nullable [] current, byte[][] twins, byte[][] former) {
        if (current != null && Secrets.same(hash, current) || isAmong(twins, hash)) {
            return Fit.CURRENT;
        }
        return isAmong(former, hash) ? Fit.FORMER : Fit.NONE;
    }

    private static boolean isAmong(byte[][] hashes, byte[] hash) {
        return Arrays.stream(hashes).anyMatch(other -> Secrets.same(hash, other));
    }

    /// A secret about to go out with an e-mail that was asked for at an instant.
    record Handover(OrganizationId organization, InvitationId invitation, Instant requestedAt, byte[] hash) {
        /// Several as `:organizations`, `:ids`, `:requestedAt` and `:hashes`.
        static Map<String, Object> params(Collection<Handover> handovers) {
            return Map.of(
                    "organizations",
                    handovers.stream().map(h -> h.organization().value()).toArray(UUID[]::new),
                    "ids",
                    handovers.stream().map(h -> h.invitation().value()).toArray(UUID[]::new),
                    "requestedAt",
                    handovers.stream().map(h -> h.requestedAt().toString()).toArray(String[]::new),
                    "hashes",
                    handovers.stream().map(Handover::hash).toArray(byte[][]::new));
        }
    }

    /// Puts new secrets in force. Leaves out invitations that aren't pending, or whose newest e-mail is another, and
    /// reminders of what nobody can accept.
    ///
    /// If the secret before belongs to the same e-mail, it stays in force beside the new one, as its twin: that
    /// copy may have arrived, and mail programs show but one of those with the same Message-ID.
    ///
    /// @param reminders whether it is reminders that go out
    /// @return the handovers whose secrets are in force now
    List<Handover> putInForce(List<Handover> handovers, boolean reminders, Instant now) {
        if (handovers.isEmpty()) {
            return List.of();
        }
        var inForce = bind("""
                update invitation i
                   set secret_hash = h.hash,
                       secret_requested_at = h.requested_at,
                       twin_secret_hashes = case when i.secret_requested_at = h.requested_at
                                                 then array_remove(i.twin_secret_hashes || i.secret_hash, null)
                                                 else '{}' end,
                       former_secret_hashes = case when i.secret_requested_at = h.requested_at
                                                   then i.former_secret_hashes
                                                   else array_remove(i.former_secret_hashes || i.twin_secret_hashes || i.secret_hash, null) end
                  from unnest(:organizations::uuid[], :ids::uuid[], :requestedAt::timestamptz[], :hashes::bytea[])
                       as h(organization_id, id, requested_at, hash)
                  join organization o on o.id = h.organization_id
                 where i.organization_id = h.organization_id and i.id = h.id
                   and {newest}
                   and (i.reminded_at is not null) = :reminders
                   and (i.reminded_at is null
                        or o.suspended_at is null and not i.sponsor_lost and i.delivery_state = 'SENT'
                           and (i.access_ends_at is null or i.access_ends_at > :now))
                returning i.secret_hash
                """.replace("{newest}", NEWEST), handovers)
                .param("reminders", reminders)
                .param("now", Sql.at(now))
                .query(byte[].class)
                .list();
        return handovers.stream()
                .filter(h -> inForce.stream().anyMatch(hash -> Secrets.same(hash, h.hash())))
                .toList();
    }

    /// Brings back the secrets before these, whose e-mails the mail server surely hasn't taken. Which e-mail one
    /// brought back belongs to is no longer known, unless it is the same: the next always replaces it.
    void takeBack(List<Handover> handovers) {
        bind("""
                update invitation i
                   set secret_hash = case when i.twin_secret_hashes = '{}'
                                          then i.former_secret_hashes[cardinality(i.former_secret_hashes)]
                                          else i.twin_secret_hashes[cardinality(i.twin_secret_hashes)] end,
                       secret_requested_at = case when i.twin_secret_hashes <> '{}' then i.secret_requested_at end,
                       twin_secret_hashes = trim_array(i.twin_secret_hashes, least(1, cardinality(i.twin_secret_hashes))),
                       former_secret_hashes = case when i.twin_secret_hashes <> '{}' then i.former_secret_hashes
                                                   else trim_array(i.former_secret_hashes, least(1, cardinality(i.former_secret_hashes))) end
                  from unnest(:organizations::uuid[], :ids::uuid[], :requestedAt::timestamptz[], :hashes::bytea[])
                       as h(organization_id, id, requested_at, hash)
                 where i.organization_id = h.organization_id and i.id = h.id and i.secret_hash = h.hash
                """, handovers).update();
    }

    private JdbcClient.StatementSpec bind(String sql, Collection<Handover> handovers) {
        return db.sql(sql).params(Handover.params(handovers));
    }
}
