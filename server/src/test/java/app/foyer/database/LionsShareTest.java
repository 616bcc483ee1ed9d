package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.invitation.Backstage;
import app.foyer.invitation.Scene;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LionsShareTest {
    private final JdbcClient db = Backstage.bean(JdbcClient.class);
    private final UUID acme = new Scene().acme.id().value();

    @Test
    void inASmallTableNobodyHasIt() {
        var share = new LionsShare(db, Integer.MAX_VALUE, 0);

        assertThat(share.of(acme, "member", "m")).isEqualTo("m.organization_id = :organization");
    }

    @Test
    void whoHasAFewRowsHasItNot() {
        db.sql("analyze member").update();
        var share = new LionsShare(db, 0, 1.1);

        assertThat(share.of(acme, "member", "m")).isEqualTo("m.organization_id = :organization");
    }
}
