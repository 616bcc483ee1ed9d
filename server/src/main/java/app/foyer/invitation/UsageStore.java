package app.foyer.invitation;

import app.foyer.database.Ids;
import app.foyer.database.Sql;
import app.foyer.organization.OrganizationId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of how much of a limit is used.
@Repository
class UsageStore {
    /// The instants at which an address `s.email_key` has been written to: invitations and resends.
    static final String SENT = "invitation s, unnest(s.created_at || s.resent_at) as sent(at)";

    private final JdbcClient db;

    UsageStore(JdbcClient db) {
        this.db = db;
    }

    /// How many seats open invitations hold, by organization; those without any are left out.
    Map<OrganizationId, Integer> seatsReserved(Collection<OrganizationId> organizations, Instant now) {
        return db
                .sql("""
                select organization_id, count(*) as number from invitation
                 where organization_id = any(:organizations::uuid[]) and status = 'PENDING' and expires_at > :now
                 group by organization_id
                """)
                .param(
                        "organizations",
                        organizations.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .param("now", Sql.at(now))
                .query((row, _) -> Map.entry(
                        new OrganizationId(row.getObject("organization_id", UUID.class)), row.getInt("number")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    int seatsReserved(OrganizationId organization, Instant now) {
        return seatsReserved(List.of(organization), now).getOrDefault(organization, 0);
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
                select s.email_key, count(*) as number, min(sent.at) as first
                  from {sent}
                 where s.email_key = any((select :keys::text[])::text[]) and sent.at > :since
                 group by s.email_key
                """.replace("{sent}", SENT))
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
}
