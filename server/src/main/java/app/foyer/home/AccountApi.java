package app.foyer.home;

import app.foyer.account.Accounts;
import app.foyer.account.Sessions;
import app.foyer.organization.Organizations;
import app.foyer.people.Caller;
import app.foyer.people.TokenScope;
import app.foyer.problem.Forbidden;
import app.foyer.problem.Unauthenticated;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Who one is, over the API.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Account")
class AccountApi {
    private final Accounts accounts;
    private final Organizations organizations;
    private final AccountDeletion deletion;
    private final Sessions sessions;
    private final InstantSource clock;

    AccountApi(
            Accounts accounts,
            Organizations organizations,
            AccountDeletion deletion,
            Sessions sessions,
            InstantSource clock) {
        this.accounts = accounts;
        this.organizations = organizations;
        this.deletion = deletion;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Schema(name = "OwnToken")
    record TokenView(UUID id, String name, TokenScope scope, boolean organizationOwned) {
        static TokenView of(Caller.Token token) {
            return new TokenView(token.id(), token.name(), token.scope(), token.organizationOwned());
        }
    }

    /// The caller: an account, and the token if one speaks for it. A token of the organization's own speaks for no
    /// account, and has the organization's name.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Me(
            @Nullable UUID id,
            String name,
            @Nullable String email,
            @Nullable String locale,
            @Nullable TokenView token) {}

    @GetMapping("/me")
    @Operation(operationId = "getMe", summary = "Who am I")
    Me me(Caller caller) {
        if (caller instanceof Caller.Token token && token.organizationOwned()) {
            var organization = organizations.byId(token.organization()).orElseThrow(Unauthenticated::new);
            return new Me(null, organization.name(), null, null, TokenView.of(token));
        }
        var account = caller.account().flatMap(accounts::byId).orElseThrow(Unauthenticated::new);
        var token = caller instanceof Caller.Token t ? TokenView.of(t) : null;
        return new Me(account.id().value(), account.name(), account.email(), account.locale(), token);
    }

    /// Only in person: a token, which is good for one organization, doesn't end its maker's place in others.
    @DeleteMapping("/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deleteAccount", summary = "Delete one's account, and leave every organization")
    void deleteAccount(Caller caller, HttpServletRequest request) {
        if (!(caller instanceof Caller.Person person)) {
            throw new Forbidden();
        }
        deletion.delete(person, clock.instant());
        sessions.end(request);
    }
}
