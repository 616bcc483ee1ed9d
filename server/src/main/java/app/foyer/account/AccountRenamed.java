package app.foyer.account;

/// An account goes by another name now. Published in the transaction that renames it.
public record AccountRenamed(AccountId account, String name) {}
