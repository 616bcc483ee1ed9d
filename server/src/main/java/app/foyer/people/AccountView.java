package app.foyer.people;

import app.foyer.account.AccountId;
import io.swagger.v3.oas.annotations.media.Schema;

/// A person as the API answers it.
@Schema(name = "Account")
public record AccountView(AccountId id, String name, String email) {}
