package app.foyer.mail;

/// A picture within a letter, which its HTML shows as `cid:` and the id (RFC 2392).
public record InlineImage(String id, byte[] png) {}
