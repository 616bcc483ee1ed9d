package app.foyer.account;

/// A person who can sign in.
///
/// @param email the address they go by, one of their verified ones
/// @param locale the language they read, as a BCP 47 tag
public record Account(AccountId id, String name, String email, String locale) {}
