/// What exists: organizations, their applications, their plan.
@NullMarked
package app.foyer.organization;

import org.jspecify.annotations.NullMarked;
