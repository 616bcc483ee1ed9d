/// The first start: the bootstrap settings or the demo.
@NullMarked
package app.foyer.setup;

import org.jspecify.annotations.NullMarked;
