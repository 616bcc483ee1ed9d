package app.foyer.invitation;

import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of inviting: who may be invited, and their invitations, by the dozen at once.
@Repository
class InvitingStore {
    // Of an organization that is new PostgreSQL knows nothing and would read all that is in it: `is not distinct from`
    // leaves it the address alone to look by. And where it sees an array's length it plans anew each time: behind a
    // select it doesn't.
    private static final String MEMBER = """
            (select m.id from email_address e
               join member m on m.account_id = e.account_id
              where e.address_key = n.email_key and m.organization_id is not distinct from :organization
                and (m.access_ends_at is null or m.access_ends_at > :now))""";

    private static final String SUPPRESSED = """
            (select s.reason from suppression s where s.address_key = n.email_key and s.organization_id = :organization)""";

    private static final String OVER = """
            exists (select from invitation i
                     where i.email_key = n.email_key and i.organization_id is not distinct from :organization
                       and (i.status = 'PENDING' and i.expires_at <= :now or i.status = 'EXPIRED' and not i.superseded))""";

    private static final String INSERT = """
            insert into invitation (organization_id, id, email, email_key, org_role, locale, invited_by, status,
                                    created_at, expires_at, access_ends_at, secret_hash, secret_requested_at)
            select :organization, n.id, n.email, n.email_key, :orgRole, :locale, :invitedBy, 'PENDING', :now, :expiresAt,
                   :accessEndsAt::timestamptz, n.hash, :now
              from unnest((select :ids::uuid[]), (select :emails::text[]), (select :keys::text[]), (select :hashes::bytea[]))
                   as n(id, email, email_key, hash)
             where {member} is null and {suppressed} is null and not {over}
             order by n.email_key
                on conflict (organization_id, email_key) where status = 'PENDING' do nothing
            returning id, (select count(*) from {sent}
                            where s.email_key = invitation.email_key and sent.at > :since) as written_before
            """.replace("{sent}", UsageStore.SENT)
            .replace("{member}", MEMBER)
            .replace("{suppressed}", SUPPRESSED)
            .replace("{over}", OVER);

    private static final String KNOWN =
            """
            select n.email_key as key,
                   (select i.id from invitation i
                     where i.email_key = n.email_key and i.organization_id is not distinct from :organization
                       and i.status = 'PENDING') as pending,
                   {member} as member, {suppressed} as suppressed, {over} as over
              from unnest((select :keys::text[])) as n(email_key)
            """.replace("{member}", MEMBER).replace("{suppressed}", SUPPRESSED).replace("{over}", OVER);

    private final JdbcClient db;

    InvitingStore(JdbcClient db) {
        this.db = db;
    }

    /// Inserts the invitations whose address isn't known in any way that [#known] tells of, and gives their ids, each
    /// with how often its address had been written to since an instant, by any organization.
    /// In the order of the addresses, so that two requests with the same ones wait for each other instead of both.
    ///
    /// @param secret makes an invitation's first secret, and tells its hash
    Map<UUID, Integer> insert(List<Invitation> invitations, Function<Invitation, byte[]> secret, Instant since) {
        var first = invitations.getFirst();
        return db
                .sql(INSERT)
                .param("organization", first.organization().value())
                .param("orgRole", first.orgRole().name())
                .param("locale", first.locale())
                .param("invitedBy", first.invitedBy().id().value())
                .param("now", Sql.at(first.createdAt()))
                .param("since", Sql.at(since))
                .param("expiresAt", Sql.at(first.expiresAt()))
                .param("accessEndsAt", Sql.atOrNull(first.access().endsAt()))
                .param("ids", invitations.stream().map(i -> i.id().value()).toArray(UUID[]::new))
                .param(
                        "emails",
                        invitations.stream().map(i -> i.email().typed()).toArray(String[]::new))
                .param("keys", invitations.stream().map(i -> i.email().key()).toArray(String[]::new))
                .param("hashes", invitations.stream().map(secret).toArray(byte[][]::new))
                .query((row, _) -> Map.entry(row.getObject("id", UUID.class), row.getInt("written_before")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// What is known of addresses that are about to be invited.
    ///
    /// @param member who has access to the organization, by any verified address of theirs
    /// @param suppressed why no e-mail goes there
    /// @param over whether an invitation has expired that a new one would take the place of
    record Known(
            String key,
            @Nullable UUID member,
            @Nullable UUID pending,
            @Nullable String suppressed,
            boolean over) {}

    List<Known> known(OrganizationId organization, Collection<String> keys, Instant now) {
        return db.sql(KNOWN)
                .param("organization", organization.value())
                .param("keys", keys.toArray(String[]::new))
                .param("now", Sql.at(now))
                .query((row, _) -> new Known(
                        Objects.requireNonNull(row.getString("key")),
                        row.getObject("member", UUID.class),
                        row.getObject("pending", UUID.class),
                        row.getString("suppressed"),
                        row.getBoolean("over")))
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
}
