package app.foyer.invitation;

import app.foyer.organization.OrganizationId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of when holders of dead links asked for new invitations.
@Repository
class AskStore {
    private final JdbcClient db;

    AskStore(JdbcClient db) {
        this.db = db;
    }

    /// When it was asked for, as far as the limit and the page need to know; the first time first.
    List<Instant> asked(OrganizationId organization, InvitationId invitation) {
        return db.sql("select asked_again_at from invitation where organization_id = :organization and id = :id")
                .param("organization", organization.value())
                .param("id", invitation.value())
                .query((row, _) -> (Timestamp[]) row.getArray("asked_again_at").getArray())
                .optional()
                .map(stamps -> Arrays.stream(stamps).map(Timestamp::toInstant).toList())
                .orElse(List.of());
    }

    void note(OrganizationId organization, InvitationId invitation, List<Instant> asked) {
        db.sql("""
                update invitation set asked_again_at = :asked::timestamptz[]
                 where organization_id = :organization and id = :id
                """)
                .param("organization", organization.value())
                .param("id", invitation.value())
                .param("asked", asked.stream().map(Instant::toString).toArray(String[]::new))
                .update();
    }
}
