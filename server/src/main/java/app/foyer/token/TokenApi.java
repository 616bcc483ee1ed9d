package app.foyer.token;

import app.foyer.database.Ids;
import app.foyer.database.Listed;
import app.foyer.database.Paging;
import app.foyer.people.AccountView;
import app.foyer.people.Acting;
import app.foyer.people.Needs;
import app.foyer.people.Permission;
import app.foyer.people.TokenScope;
import app.foyer.problem.Fields;
import app.foyer.problem.NotFound;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// API tokens, over the API.
@RestController
@RequestMapping("/api/v1/organizations/{org}/api-tokens")
@Tag(name = "API tokens")
class TokenApi {
    private final ApiTokens tokens;
    private final InstantSource clock;

    TokenApi(ApiTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    record NewTokenBody(
            @Nullable String name,

            @Schema(
                    description = "`read` sees what its maker sees, `invite` invites members and guests, `admin` does"
                            + " what its maker may do.")
            @Nullable
            TokenScope scope,

            @Schema(
                    implementation = Instant.class,
                    types = {"string", "null"})
            @Nullable
            JsonNode expiresAt,

            @Schema(
                    description =
                            "Whether the token belongs to the organization and stays good when its maker is no admin"
                                    + " any more. Left out: no, unless it is made with such a token.")
            @Nullable
            Boolean organizationOwned) {}

    /// A token that has just been made.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "CreatedApiToken")
    record CreatedView(
            UUID id,
            String name,
            TokenScope scope,
            Instant createdAt,
            @Nullable Instant expiresAt,
            boolean organizationOwned,

            @Schema(description = "The secret, shown this once. Null when the request is repeated.") @Nullable
            String token) {
        static CreatedView of(ApiTokens.Created created) {
            var t = created.token();
            return new CreatedView(
                    t.id(), t.name(), t.scope(), t.createdAt(), t.expiresAt(), t.organizationOwned(), created.secret());
        }

        @Override
        public String toString() {
            return "CreatedView[" + id + "]";
        }
    }

    @Schema(name = "TokenOrigin")
    record Origin(UUID id, String name) {
        static @Nullable Origin of(ApiToken.@Nullable Origin origin) {
            return origin == null ? null : new Origin(origin.id(), origin.name());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "ApiToken")
    record TokenView(
            UUID id,
            String name,
            TokenScope scope,
            boolean organizationOwned,

            @Schema(
                    description = "Whether it opens the API now: it hasn't expired, and its maker is an admin here or"
                            + " it belongs to the organization.")
            boolean active,

            AccountView createdBy,

            @Schema(
                    description = "The token that it was made with, null when it was made in person. Both are revoked"
                            + " together.")
            @Nullable
            Origin createdWith,

            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,

            @Schema(description = "The network address of its last request, noted once a minute at most.") @Nullable
            String lastUsedFrom) {
        static TokenView of(ApiToken t, Instant now) {
            return new TokenView(
                    t.id(),
                    t.name(),
                    t.scope(),
                    t.organizationOwned(),
                    t.isActive(now),
                    t.createdBy(),
                    Origin.of(t.createdWith()),
                    t.createdAt(),
                    t.expiresAt(),
                    t.lastUsedAt(),
                    t.lastUsedFrom());
        }
    }

    @GetMapping
    @Needs(Permission.SEE_TOKENS)
    @Operation(
            operationId = "listApiTokens",
            summary = "List API tokens, newest first",
            description = "Without those that are revoked. Their secrets are kept nowhere.")
    Listed<TokenView> list(
            Acting acting,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var now = clock.instant();
        var paging = Paging.of(ApiTokens.LIST, limit, cursor);
        var page = tokens.page(acting, paging.after(), paging.limit(), now);
        return Listed.of(page, tokens.count(acting), token -> TokenView.of(token, now));
    }

    @PostMapping
    @Needs(Permission.MANAGE_TOKENS)
    @Operation(
            operationId = "createApiToken",
            summary = "Make an API token, whose secret is shown this once",
            description = "One that is made with another token ends with it at the latest, and is revoked with it.")
    ResponseEntity<CreatedView> create(Acting acting, @RequestBody NewTokenBody body) {
        var now = clock.instant();
        var fields = new Fields();
        var expiresAt = fields.instant("/expiresAt", body.expiresAt());
        var wish = TokenInput.read(
                Ids.next(now), body.name(), body.scope(), expiresAt, body.organizationOwned(), fields, now);
        var created = tokens.create(acting, wish, now);
        return ResponseEntity.created(URI.create("/api/v1/organizations/"
                        + acting.organization().id().value() + "/api-tokens/"
                        + created.token().id()))
                .body(CreatedView.of(created));
    }

    @GetMapping("/{token}")
    @Needs(Permission.SEE_TOKENS)
    @Operation(operationId = "getApiToken", summary = "Get one API token")
    TokenView get(Acting acting, @PathVariable String token) {
        var now = clock.instant();
        return TokenView.of(tokens.get(acting, id(token), now), now);
    }

    @DeleteMapping("/{token}")
    @Needs(Permission.MANAGE_TOKENS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "revokeApiToken",
            summary = "Revoke an API token, and those that were made with it",
            description = "From that instant on it opens nothing. A token may revoke itself.")
    void revoke(Acting acting, @PathVariable String token) {
        tokens.revoke(acting, id(token), clock.instant());
    }

    private static UUID id(String token) {
        return Ids.parse(token).orElseThrow(NotFound::new);
    }
}
