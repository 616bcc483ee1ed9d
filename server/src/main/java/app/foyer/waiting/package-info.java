/// Waiting for other requests, and for those on the other side of a connection, and not for ever.
@NullMarked
package app.foyer.waiting;

import org.jspecify.annotations.NullMarked;
