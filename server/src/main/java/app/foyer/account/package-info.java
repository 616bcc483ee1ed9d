/// Who can sign in: accounts, addresses, sign-in links, sessions.
@NullMarked
package app.foyer.account;

import org.jspecify.annotations.NullMarked;
