/// What needs people and invitations together: My organizations, the account page and its end.
@NullMarked
package app.foyer.home;

import org.jspecify.annotations.NullMarked;
