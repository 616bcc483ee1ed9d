package app.foyer.people;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import app.foyer.database.Sql;
import app.foyer.organization.ApplicationId;
import app.foyer.organization.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of app grants by themselves: of many holders at once, and on one application.
@Repository
public class GrantStore {
    private final JdbcClient db;

    GrantStore(JdbcClient db) {
        this.db = db;
    }

    /// What members may reach, by the member, archived applications left out.
    Map<UUID, List<AppGrant>> ofMembers(OrganizationId organization, List<UUID> members) {
        return of("app_grant", "member_id", organization, members);
    }

    /// What invitations promise, by the invitation, archived applications left out.
    public Map<UUID, List<AppGrant>> ofInvitations(OrganizationId organization, List<UUID> invitations) {
        return of("invitation_grant", "invitation_id", organization, invitations);
    }

    // Behind a select PostgreSQL doesn't see how many holders there are, and one plan does for all.
    private Map<UUID, List<AppGrant>> of(String table, String holder, OrganizationId organization, List<UUID> holders) {
        return db
                .sql("""
                select h.id as holder, a.id, a.slug, a.name, g.app_role, g.access_ends_at
                  from unnest((select :holders::uuid[])) as h(id)
                  join %s g on g.organization_id = :organization and g.%s = h.id
                  join application a on a.organization_id = g.organization_id and a.id = g.application_id
                 where a.archived_at is null
                 order by lower(a.name), a.id
                """.formatted(table, holder))
                .param("organization", organization.value())
                .param("holders", holders.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(row.getObject("holder", UUID.class), grant(row)))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static AppGrant grant(ResultSet row) throws SQLException {
        return new AppGrant(
                new AppGrant.Granted(
                        new ApplicationId(row.getObject("id", UUID.class)),
                        row.getString("slug"),
                        row.getString("name")),
                AppRole.valueOf(row.getString("app_role")),
                Sql.instantOrNull(row, "access_ends_at"));
    }

    boolean anyOn(OrganizationId organization, ApplicationId application) {
        return db.sql("""
                select exists (select from app_grant
                                where organization_id = :organization and application_id = :application)
                """)
                .param("organization", organization.value())
                .param("application", application.value())
                .query(Boolean.class)
                .single();
    }
}
