package app.foyer.people;

import app.foyer.account.AccountId;

/// A person as the API answers it.
public record AccountView(AccountId id, String name, String email) {}
