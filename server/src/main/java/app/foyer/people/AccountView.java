package app.foyer.people;

import app.foyer.account.AccountId;
import org.jspecify.annotations.Nullable;

/// A person as the API answers it.
///
/// @param email null when the account has been deleted since
public record AccountView(
        AccountId id, String name, @Nullable String email) {}
