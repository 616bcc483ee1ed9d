package app.foyer.people;

import app.foyer.account.AccountId;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A person as the API answers it.
///
/// @param email null when the account has been deleted since
@Schema(name = "Account")
public record AccountView(
        AccountId id, String name, @Nullable String email) {}
