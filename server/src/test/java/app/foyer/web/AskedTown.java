package app.foyer.web;

import app.foyer.database.Ids;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Organizations with one of each thing in them, and a token for everybody who may ask.
@TestComponent
class AskedTown {
    private final Town town;
    private final JdbcClient db;

    AskedTown(Town town, JdbcClient db) {
        this.town = town;
        this.db = db;
    }

    /// Somebody who goes from organization to organization.
    record Traveler(String email, Visitor visitor) {}

    /// @param ids what the names in paths stand for
    record Asked(Tenant acme, Tenant globex, Map<Asker, String> tokens, Map<String, String> ids) {
        /// The header that tells who asks, if anybody does.
        String[] header(Asker asker) {
            var token = tokens.get(asker);
            return token == null ? new String[0] : Town.bearer(token);
        }
    }

    Traveler traveler(String name) {
        var email = town.account(name);
        return new Traveler(email, town.signIn(email));
    }

    /// @param linus becomes a member
    Asked found(Traveler linus) {
        var acme = town.found("acme");
        var globex = town.found("globex");
        town.accept(acme, linus.email(), linus.visitor(), "MEMBER");
        var ids = Map.of(
                "org", acme.slug(),
                "application", town.addApplication(acme, "intranet"),
                "member", first(acme, "members?q=" + linus.email()),
                "invitation", town.invite(acme, "ann@acme.test", "MEMBER"),
                "suppression", suppress(acme),
                "token", idOf(town.token(acme, "read")),
                "event", first(acme, "audit-events"));
        return new Asked(acme, globex, tokens(acme, globex), ids);
    }

    private Map<Asker, String> tokens(Tenant acme, Tenant globex) {
        var expired = town.token(acme, "admin");
        db.sql("update api_token set expires_at = :past where id = :id")
                .param("past", OffsetDateTime.parse("2020-01-01T00:00:00Z"))
                .param("id", UUID.fromString(idOf(expired)))
                .update();
        var revoked = town.token(acme, "admin");
        town.stranger()
                .send(
                        "DELETE",
                        acme.api() + "/api-tokens/" + idOf(revoked),
                        BodyPublishers.noBody(),
                        Town.bearer(acme.token()));
        return new EnumMap<>(Map.of(
                Asker.GARBLED, acme.token().replaceFirst(".$", "!"),
                Asker.EXPIRED, expired,
                Asker.REVOKED, revoked,
                Asker.READ, town.token(acme, "read"),
                Asker.INVITE, town.token(acme, "invite"),
                Asker.ADMIN, acme.token(),
                Asker.OTHERS_ADMIN, globex.token(),
                Asker.OPERATOR, Town.OPERATOR));
    }

    private String first(Tenant tenant, String list) {
        var listed = town.stranger().get(tenant.api() + "/" + list, Town.bearer(tenant.token()));
        return town.body(listed).at("/items/0/id").asString();
    }

    private String idOf(String token) {
        return town.body(town.stranger().get("/api/v1/me", Town.bearer(token)))
                .at("/token/id")
                .asString();
    }

    private String suppress(Tenant tenant) {
        var id = Ids.next(Instant.now());
        db.sql("""
                insert into suppression (organization_id, id, address, address_key, kind, reason, created_at)
                values (:organization, :id, 'ann@globex.test', 'ann@globex.test', 'HARD', '550 globex', now())
                """)
                .param("organization", UUID.fromString(tenant.id()))
                .param("id", id)
                .update();
        return id.toString();
    }
}
