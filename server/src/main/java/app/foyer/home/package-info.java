/// What needs people and invitations together: My organizations, the account page.
@NullMarked
package app.foyer.home;

import org.jspecify.annotations.NullMarked;
