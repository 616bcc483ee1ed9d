/// Rooms that only tests have. Outside of the house, so that nobody finds them by chance.
@NullMarked
package probe;

import org.jspecify.annotations.NullMarked;
