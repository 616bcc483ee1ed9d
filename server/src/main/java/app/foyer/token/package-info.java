/// API tokens: what a program shows instead of a session.
@NullMarked
package app.foyer.token;

import org.jspecify.annotations.NullMarked;
