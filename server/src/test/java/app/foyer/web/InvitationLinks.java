package app.foyer.web;

import app.foyer.database.Secrets;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Links to invitations without their e-mails: the secret is in those alone, so a new one is put in force.
@TestComponent
class InvitationLinks {
    private final JdbcClient db;

    InvitationLinks(JdbcClient db) {
        this.db = db;
    }

    String to(Town.Tenant tenant, String invitation) {
        var secret = Secrets.next();
        db.sql("update invitation set secret_hash = :hash where id = :id")
                .param("hash", Secrets.sha256(secret))
                .param("id", UUID.fromString(invitation))
                .update();
        var token = ByteBuffer.allocate(64);
        Stream.of(tenant.id(), invitation)
                .map(UUID::fromString)
                .forEach(part -> token.putLong(part.getMostSignificantBits()).putLong(part.getLeastSignificantBits()));
        return "/invitations/" + Secrets.text(token.put(secret).array());
    }
}
