package app.foyer.mail;

/// An e-mail as it is read.
///
/// @param text the plain part
/// @param html the part that mail programs show
/// @param locale its language, as a BCP 47 tag
public record Letter(String subject, String text, String html, String locale) {}
