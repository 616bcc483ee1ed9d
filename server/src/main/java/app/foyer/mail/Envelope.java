package app.foyer.mail;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/// A letter ready for a mail server.
///
/// @param international whether an address in it needs SMTPUTF8 (RFC 6531)
record Envelope(MimeMessage message, InternetAddress recipient, boolean international) {}
