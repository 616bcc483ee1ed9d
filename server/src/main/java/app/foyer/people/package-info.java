/// Who is in an organization, as what, and what that allows.
@NullMarked
package app.foyer.people;

import org.jspecify.annotations.NullMarked;
