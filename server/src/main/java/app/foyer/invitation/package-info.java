/// Offers of membership: their life, pages, API and e-mails.
@NullMarked
package app.foyer.invitation;

import org.jspecify.annotations.NullMarked;
