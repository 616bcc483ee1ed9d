/// The append-only record of who did what to whom, written in the transaction of the change.
@NullMarked
package app.foyer.audit;

import org.jspecify.annotations.NullMarked;
