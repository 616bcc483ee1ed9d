/// The queue of e-mails, the way to the mail server, and the mailbox that stands in for one.
@NullMarked
package app.foyer.mail;

import org.jspecify.annotations.NullMarked;
