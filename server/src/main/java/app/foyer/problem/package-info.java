/// Refusals as named facts, and how they become an RFC 9457 answer or a page.
@NullMarked
package app.foyer.problem;

import org.jspecify.annotations.NullMarked;
